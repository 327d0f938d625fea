"""The facts: listings and observations as found, and the products, offers and certificates made of them."""
