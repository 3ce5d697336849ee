import secrets

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env")

    secret_key: str = Field(default_factory=secrets.token_hex, min_length=32)
    database_url: str = "sqlite:///books.db"
    token_minutes: int = 30


settings = Settings()
