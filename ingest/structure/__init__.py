"""The units of an act (bab, pasal, ayat, huruf) and of prose, as passages."""
