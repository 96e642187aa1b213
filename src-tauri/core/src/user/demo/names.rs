//! What demo people are made of.

/// First name, last name, and what the username is made of where the script has no plain letters for it.
pub(super) type Name = (&'static str, &'static str, &'static str);

/// People whose names show what a list must cope with: long, short, of every script and direction, or none at all.
pub(super) const FEATURED: [Name; 24] = [
    ("Ana", "Kovačević", ""),
    ("花子", "山田", "yamada.hanako"),
    ("فاطمة الزهراء", "بن علي", "fatima.benali"),
    (
        "José María",
        "Núñez de la Peña y Fernández-Villaverde",
        "jm.nunez",
    ),
    ("Oluwaseun", "Adébáyọ̀", "seun"),
    ("Søren", "Ågård-Mikkelsen", "soren"),
    ("Nguyễn", "Thị Minh Khai", "minhkhai"),
    ("서연", "김", "seoyeon.kim"),
    ("Łukasz", "Wójcik", ""),
    ("Zoë", "O’Connell", ""),
    ("", "", "kiosk-frontdesk"),
    ("Χρήστος", "Παπαδόπουλος", "christos.p"),
    ("Þórdís", "Björnsdóttir", "thordis"),
    ("Дмитрий", "Соколов", "dmitri.sokolov"),
    ("נועה", "לוי", "noa.levi"),
    ("Kōwhai", "Ngata", ""),
    ("अनन्या", "शर्मा", "ananya.sharma"),
    ("伟", "王", "wang.wei"),
    ("Amélie", "Lefèvre", ""),
    ("Jürgen", "Groß", ""),
    ("Ayşe", "Yıldız", ""),
    ("Mateusz", "Żółć", ""),
    ("Grace", "Hopper", ""),
    ("สมชาย", "ใจดี", "somchai"),
];

/// First names for everybody else.
pub(super) const FIRST: [&str; 32] = [
    "Emma", "Noah", "Sofía", "Liam", "Léa", "Mateo", "Ingrid", "Jonas", "Aaliyah", "Omar", "Chloé",
    "Luca", "Freya", "Ivan", "Mia", "Hugo", "Nina", "Lars", "Zahra", "Tomáš", "Elif", "Kai",
    "Rosa", "Pavel", "Greta", "Samir", "Alma", "Bruno", "Yuki", "Nadia", "Oscar", "Vera",
];

/// Last names, to go with any of them.
pub(super) const LAST: [&str; 32] = [
    "Smith",
    "García",
    "Müller",
    "Rossi",
    "Novák",
    "Andersson",
    "Kowalski",
    "Silva",
    "Dubois",
    "Ivanova",
    "Haddad",
    "Tanaka",
    "Okafor",
    "Jansen",
    "Horváth",
    "Popescu",
    "Nielsen",
    "Moreau",
    "Costa",
    "Fischer",
    "Yilmaz",
    "Larsen",
    "Petrov",
    "Brown",
    "Murphy",
    "Virtanen",
    "Bianchi",
    "Weber",
    "López",
    "Fernandes",
    "Dimitrov",
    "Berg",
];

/// Where people are.
pub(super) const PLACES: [&str; 12] = [
    "Göteborg, Sweden",
    "Zagreb",
    "Porto",
    "Wellington",
    "Nairobi",
    "Kyōto",
    "Montréal",
    "Tbilisi",
    "Valparaíso",
    "Tromsø",
    "Hyderabad",
    "Galway",
];

/// What people say of themselves.
pub(super) const WORDS: [&str; 8] = [
    "Looks after the reading room.",
    "Edits the newsletter and runs the Thursday reading group.",
    "Volunteers at the front desk on weekends.",
    "Repairs bicycles, radios and anything with a plug.",
    "Teaches the evening class on family history.",
    "Keeps the garden. Ask about tomatoes.",
    "Drives the book bus through the valley.",
    "Takes the photographs at our events.",
];

/// Pictures for some of the featured, by their place in the list.
pub(super) const PICTURES: [(usize, &[u8]); 4] = [
    (2, include_bytes!("../../../demo/portrait-3.png")),
    (4, include_bytes!("../../../demo/portrait-2.png")),
    (12, include_bytes!("../../../demo/lake.png")),
    (18, include_bytes!("../../../demo/portrait-1.png")),
];
