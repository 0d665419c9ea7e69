"""The doors: pages in two languages, the API, the console. They translate; they decide nothing."""
