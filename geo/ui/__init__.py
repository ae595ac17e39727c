"""Everything that knows Streamlit: the server's addresses, the components, the session, the pages' shared pieces."""
