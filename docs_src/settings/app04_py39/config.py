from pydantic import BaseModel, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Database(BaseModel):
    host: str = "localhost"
    port: int = 5432


class Settings(BaseSettings):
    database: Database = Database()
    warehouses: list[str] = ["Lisbon"]
    api_token: SecretStr

    model_config = SettingsConfigDict(
        env_prefix="SHOP_",
        env_nested_delimiter="__",
        secrets_dir="app04/secrets",
    )


settings = Settings()
