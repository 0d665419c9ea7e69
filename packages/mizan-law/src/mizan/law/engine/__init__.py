"""The engine of the statute book: reads rules and dated values, orders them, runs them with their steps, and compiles them."""
