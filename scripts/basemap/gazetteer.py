"""Names that no source gives as a newspaper would print them, and the spots of those that need a hand."""

from __future__ import annotations

SEAS = (
    ("Mediterranean\nSea", 31.5, 33.9, 3.0), ("Black Sea", 34.5, 43.2, 3.0), ("Caspian\nSea", 50.9, 40.1,
    3.0),
    ("Persian Gulf", 51.3, 27.3, 4.0), ("Red Sea", 37.6, 21.6, 3.5), ("Arabian Sea", 64.0, 15.5, 3.0),
    ("Gulf of Oman", 58.9, 24.7, 4.5), ("Gulf of Aden", 48.0, 12.3, 4.0), ("North\nAtlantic\nOcean", -40.0,
    32.0, 1.5),
    ("South\nAtlantic\nOcean", -15.0, -25.0, 1.5), ("Indian\nOcean", 78.0, -22.0, 1.5),
    ("Pacific\nOcean", -140.0, 8.0, 1.5), ("Baltic Sea", 19.3, 57.5, 4.0), ("North Sea", 3.2, 56.3, 3.5),
    ("Sea of Azov", 36.6, 46.2, 5.0), ("Gulf of Guinea", 2.5, 2.5, 3.0), ("Caribbean Sea", -75.0, 15.0, 3.0),
    ("Bay of\nBengal", 88.5, 14.0, 3.0), ("South China\nSea", 114.0, 14.0, 3.0), ("Gulf of\nMexico", -91.0,
    25.0, 3.0),
)  # fmt: skip
"""Name, longitude, latitude, first zoom."""
COUNTRY_SPOTS = {
    "Iraq": (42.55, 32.35), "Iran": (53.6, 33.1), "Saudi Arabia": (44.2, 25.9), "Syria": (38.9, 35.15),
    "Turkey": (37.6, 39.35), "Jordan": (36.9, 31.15), "Kuwait": (47.2, 28.95), "Egypt": (29.6, 27.0),
    "Lebanon": (36.0, 34.15), "Cyprus": (33.0, 34.95), "United States": (-98.6, 39.6), "France": (2.4, 46.7),
    "Azerbaijan": (47.9, 40.55), "Armenia": (44.9, 40.25), "Georgia": (43.6, 42.1), "Turkmenistan": (58.6,
    39.6),
    "Norway": (9.0, 61.3), "Russia": (97.0, 62.0), "Canada": (-106.0, 57.5), "Israel": (34.95, 31.05),
    "Palestine": (35.25, 32.0), "Ukraine": (31.6, 49.25), "Mali": (-2.6, 17.6), "Colombia": (-73.1, 3.6),
}  # fmt: skip
TWO_LINES = {
    "Saudi Arabia": "Saudi\nArabia", "United Arab Emirates": "United Arab\nEmirates", "DR Congo": "DR Congo",
    "Central African Republic": "Central African\nRepublic", "South Sudan": "South\nSudan",
    "Western Sahara": "Western\nSahara", "Burkina Faso": "Burkina\nFaso", "South Africa": "South\nAfrica",
    "Papua New Guinea": "Papua\nNew Guinea", "New Zealand": "New\nZealand",
    "Bosnia and Herzegovina": "Bosnia and\nHerzegovina",
    "Dominican Republic": "Dominican\nRepublic", "United Kingdom": "United\nKingdom",
    "North Korea": "North\nKorea",
    "South Korea": "South\nKorea", "Sierra Leone": "Sierra\nLeone", "Costa Rica": "Costa\nRica",
    "North Macedonia": "North\nMacedonia", "Equatorial Guinea": "Equatorial\nGuinea",
}  # fmt: skip
LAKES = (
    ("Lake\nTharthar", 43.25, 34.05), ("Lake\nRazazah", 43.60, 32.72), ("Lake\nUrmia", 45.45, 37.65),
    ("Lake Van", 42.9, 38.6),
    ("Lake\nHabbaniyah", 43.48, 33.28), ("Lake Assad", 38.15, 36.05), ("Mosul\nReservoir", 42.75, 36.75),
    ("Haditha\nReservoir", 42.35, 34.27), ("Hammar\nMarshes", 46.85, 30.80), ("Lake\nDukan", 44.93, 36.13),
)  # fmt: skip
AIRPORTS = {
    "ORBI": "Baghdad International Airport", "ORER": "Erbil International Airport",
    "ORAA": "Al-Asad Air Base",
    "ORMM": "Basra International Airport", "ORNI": "Najaf International Airport",
    "ORSU": "Sulaymaniyah International Airport",
    "ORKK": "Kirkuk Airport", "ORBR": "Bashur Airfield", "ORTL": "Imam Ali Air Base",
    "ORBD": "Balad Air Base",
    "ORQW": "Qayyarah Airfield West", "ORUB": "Kut Airfield", "ORTI": "Camp Taji",
    "ORBM": "Mosul International Airport",
    "ORSH": "Al-Sahra Airfield", "ORAT": "Al-Taqaddum Air Base",
}  # fmt: skip

UNNAMED = {
    "West Bank",
    "Gaza Strip",
    "Crimea",
    "Siachen Glacier",
    "Cyprus No Mans Area",
    "Akrotiri",
    "Dhekelia",
}
PRESS_NAMES = {
    "Bur Said": "Port Said", "København": "Copenhagen", "Yaounde": "Yaoundé", "Sao Tome": "São Tomé",
    "Male": "Malé",
    "Ndjamena": "N’Djamena", "Rostov": "Rostov-on-Don", "Abidjan": "Abidjan", "Trablous": "Tripoli",
    "Tel Aviv-Yafo": "Tel Aviv", "Bandar-e Bushehr": "Bushehr",
    "Bandar-e-Abbas": "Bandar Abbas", "El Faiyum": "Faiyum", "El Minya": "Minya", "Kiev": "Kyiv",
    "Kharkov": "Kharkiv",
    "Odessa": "Odesa", "Lvov": "Lviv", "Dnipropetrovsk": "Dnipro", "Zaporizhzhya": "Zaporizhzhia",
    "Kryvyy Rih": "Kryvyi Rih", "Kryvyi Rig": "Kryvyi Rih", "Mykolayiv": "Mykolaiv", "Chernihiv": "Chernihiv",
    "Makkah": "Mecca", "Jiddah": "Jeddah", "Al Hillah": "Hillah", "Bangalore": "Bengaluru",
    "Rangoon": "Yangon",
    "Washington, D.C.": "Washington", "Astana": "Astana", "Gazzah": "Gaza", "Al Aqabah": "Aqaba",
    "Peking": "Beijing",
    "Tarabulus": "Tripoli", "Banghazi": "Benghazi", "Misratah": "Misrata", "Sevastapol": "Sevastopol",
    "Ust-Kamenogorsk": "Oskemen", "Turkmenbasy": "Türkmenbaşy", "Yekaterinburg": "Yekaterinburg",
    "Bahir Dar": "Bahir Dar", "Wad Madani": "Wad Madani", "Al Ladhiqiyah": "Latakia", "Latakia": "Latakia",
    "Sanaa": "Sana’a", "N'Djamena": "N’Djamena", "Nouakchott": "Nouakchott", "Medellin": "Medellín",
    "Bogota": "Bogotá", "Cucuta": "Cúcuta", "Ibague": "Ibagué", "Monteria": "Montería",
    "Tombouctou": "Timbuktu",
    "Segou": "Ségou", "Brasilia": "Brasília", "Sao Paulo": "São Paulo", "Asuncion": "Asunción",
}  # fmt: skip
"""Press spellings for Natural Earth's own."""
