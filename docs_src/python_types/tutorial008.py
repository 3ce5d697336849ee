from typing import Dict


def process_items(prices: Dict[str, float]):
    for name, price in prices.items():
        print(f"{name.title()}: {price:.2f}")
