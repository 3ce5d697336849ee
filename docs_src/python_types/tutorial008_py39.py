def process_items(prices: dict[str, float]):
    for name, price in prices.items():
        print(f"{name.title()}: {price:.2f}")
