"""The benefit of each month: reference wage, four periods, floor and cap."""
