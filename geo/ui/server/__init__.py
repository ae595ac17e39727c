"""What the server answers beside Streamlit's own pages, and what it does around them: addresses, kept answers, middleware."""
