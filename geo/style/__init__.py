"""The one table of map styles: colours, symbols, basemap layers and fonts, as data; no drawing happens
here."""
