"""One file a page of the app; only these and app.py know streamlit."""
