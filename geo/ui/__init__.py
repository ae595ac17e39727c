"""The user interface: everything that knows Streamlit. ``README.md`` says what lies where."""
