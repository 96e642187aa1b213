//! The few words that the program says to people past its page: the titles of the system's dialogs, the sheets that it writes, the
//! menu of a Mac. The page says which language it speaks (`note_language`); all other words are the page's own.

use crate::preferences::Language;

/// What the program says in one language.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Words {
    pub(crate) choose_picture: &'static str,
    pub(crate) choose_import: &'static str,
    pub(crate) choose_media: &'static str,
    pub(crate) choose_roster: &'static str,
    pub(crate) save: &'static str,
    /// What a dialog shows of a folder.
    pub(crate) pictures: &'static str,
    pub(crate) lists: &'static str,
    pub(crate) rosters: &'static str,
    pub(crate) all_files: &'static str,
    /// Before the username.
    pub(crate) codes_for: &'static str,
    pub(crate) codes_use: &'static str,
    /// The heads of a list of passphrases.
    pub(crate) name: &'static str,
    pub(crate) username: &'static str,
    pub(crate) passphrase: &'static str,
    /// The menu of a Mac, from left to right.
    pub(crate) menu: MenuWords,
}

/// The menu of a Mac, as its own programs call what is in it.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct MenuWords {
    pub(crate) about: &'static str,
    pub(crate) settings: &'static str,
    pub(crate) services: &'static str,
    pub(crate) hide: &'static str,
    pub(crate) hide_others: &'static str,
    pub(crate) show_all: &'static str,
    pub(crate) quit: &'static str,
    pub(crate) edit: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) redo: &'static str,
    pub(crate) cut: &'static str,
    pub(crate) copy: &'static str,
    pub(crate) paste: &'static str,
    pub(crate) select_all: &'static str,
    pub(crate) window: &'static str,
    pub(crate) minimize: &'static str,
    pub(crate) full_screen: &'static str,
    pub(crate) close: &'static str,
}

impl Language {
    /// What the program says while its page speaks this. `System` is for the page to make out; until it has, it is English.
    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::System | Self::En => &ENGLISH,
            Self::De => &GERMAN,
            Self::Fr => &FRENCH,
            Self::Es => &SPANISH,
            Self::Ar => &ARABIC,
        }
    }

    /// Its name in the environment, as GTK wants it.
    #[cfg(target_os = "linux")]
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::System | Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Ar => "ar",
        }
    }

    /// The language that is called so; English if it is none of these.
    #[cfg(target_os = "linux")]
    pub(crate) fn of_tag(tag: &str) -> Self {
        let known = [Self::De, Self::Fr, Self::Es, Self::Ar];
        let found = known.into_iter().find(|language| language.tag() == tag);
        found.unwrap_or(Self::En)
    }
}

const ENGLISH: Words = Words {
    choose_picture: "Choose a picture",
    choose_import: "Choose a file with people",
    choose_media: "Choose the folder with the pictures",
    choose_roster: "Open another roster",
    save: "Save to a file",
    pictures: "Pictures",
    lists: "Lists and databases",
    rosters: "Rosters",
    all_files: "All files",
    codes_for: "Roster recovery codes for",
    codes_use: "Each code lets you choose a new password, once. Keep them somewhere other than this computer.",
    name: "Name",
    username: "Username",
    passphrase: "Temporary passphrase",
    menu: MenuWords {
        about: "About Roster",
        settings: "Settings…",
        services: "Services",
        hide: "Hide Roster",
        hide_others: "Hide Others",
        show_all: "Show All",
        quit: "Quit Roster",
        edit: "Edit",
        undo: "Undo",
        redo: "Redo",
        cut: "Cut",
        copy: "Copy",
        paste: "Paste",
        select_all: "Select All",
        window: "Window",
        minimize: "Minimize",
        full_screen: "Enter Full Screen",
        close: "Close Window",
    },
};

const GERMAN: Words = Words {
    choose_picture: "Bild auswählen",
    choose_import: "Datei mit Personen auswählen",
    choose_media: "Ordner mit den Bildern auswählen",
    choose_roster: "Anderes Roster öffnen",
    save: "In Datei speichern",
    pictures: "Bilder",
    lists: "Listen und Datenbanken",
    rosters: "Roster-Dateien",
    all_files: "Alle Dateien",
    codes_for: "Roster-Wiederherstellungscodes für",
    codes_use: "Mit jedem Code können Sie einmal ein neues Passwort wählen. Bewahren Sie sie anderswo als auf diesem Computer auf.",
    name: "Vor- und Nachname",
    username: "Benutzername",
    passphrase: "Vorläufige Passphrase",
    menu: MenuWords {
        about: "Über Roster",
        settings: "Einstellungen…",
        services: "Dienste",
        hide: "Roster ausblenden",
        hide_others: "Andere ausblenden",
        show_all: "Alle einblenden",
        quit: "Roster beenden",
        edit: "Bearbeiten",
        undo: "Widerrufen",
        redo: "Wiederholen",
        cut: "Ausschneiden",
        copy: "Kopieren",
        paste: "Einsetzen",
        select_all: "Alles auswählen",
        window: "Fenster",
        minimize: "Im Dock ablegen",
        full_screen: "Vollbildmodus",
        close: "Fenster schließen",
    },
};

const FRENCH: Words = Words {
    choose_picture: "Choisir une image",
    choose_import: "Choisir un fichier avec des personnes",
    choose_media: "Choisir le dossier des images",
    choose_roster: "Ouvrir un autre Roster",
    save: "Enregistrer dans un fichier",
    pictures: "Images",
    lists: "Listes et bases de données",
    rosters: "Fichiers Roster",
    all_files: "Tous les fichiers",
    codes_for: "Codes de récupération Roster pour",
    codes_use: "Chaque code permet de choisir une fois un nouveau mot de passe. Conservez-les ailleurs que sur cet ordinateur.",
    name: "Nom",
    username: "Nom d’utilisateur",
    passphrase: "Phrase secrète provisoire",
    menu: MenuWords {
        about: "À propos de Roster",
        settings: "Paramètres…",
        services: "Services",
        hide: "Masquer Roster",
        hide_others: "Masquer les autres",
        show_all: "Tout afficher",
        quit: "Quitter Roster",
        edit: "Édition",
        undo: "Annuler",
        redo: "Rétablir",
        cut: "Couper",
        copy: "Copier",
        paste: "Coller",
        select_all: "Tout sélectionner",
        window: "Fenêtre",
        minimize: "Placer dans le Dock",
        full_screen: "Plein écran",
        close: "Fermer la fenêtre",
    },
};

const SPANISH: Words = Words {
    choose_picture: "Elegir una imagen",
    choose_import: "Elegir un archivo con personas",
    choose_media: "Elegir la carpeta de las imágenes",
    choose_roster: "Abrir otro Roster",
    save: "Guardar en un archivo",
    pictures: "Imágenes",
    lists: "Listas y bases de datos",
    rosters: "Archivos de Roster",
    all_files: "Todos los archivos",
    codes_for: "Códigos de recuperación de Roster para",
    codes_use: "Cada código permite elegir una contraseña nueva, una sola vez. Guárdelos fuera de este equipo.",
    name: "Nombre",
    username: "Nombre de usuario",
    passphrase: "Frase de contraseña temporal",
    menu: MenuWords {
        about: "Acerca de Roster",
        settings: "Configuración…",
        services: "Servicios",
        hide: "Ocultar Roster",
        hide_others: "Ocultar otros",
        show_all: "Mostrar todo",
        quit: "Salir de Roster",
        edit: "Edición",
        undo: "Deshacer",
        redo: "Rehacer",
        cut: "Cortar",
        copy: "Copiar",
        paste: "Pegar",
        select_all: "Seleccionar todo",
        window: "Ventana",
        minimize: "Minimizar",
        full_screen: "Pantalla completa",
        close: "Cerrar ventana",
    },
};

const ARABIC: Words = Words {
    choose_picture: "اختيار صورة",
    choose_import: "اختيار ملف فيه أشخاص",
    choose_media: "اختيار مجلد الصور",
    choose_roster: "فتح ملف Roster آخر",
    save: "حفظ في ملف",
    pictures: "الصور",
    lists: "القوائم وقواعد البيانات",
    rosters: "ملفات Roster",
    all_files: "كل الملفات",
    codes_for: "رموز استرداد Roster للحساب",
    codes_use: "يتيح لك كل رمز اختيار كلمة مرور جديدة مرة واحدة. احفظها في مكان غير هذا الحاسوب.",
    name: "الاسم",
    username: "اسم المستخدم",
    passphrase: "عبارة المرور المؤقتة",
    menu: MenuWords {
        about: "حول Roster",
        settings: "الإعدادات…",
        services: "الخدمات",
        hide: "إخفاء Roster",
        hide_others: "إخفاء الآخرين",
        show_all: "إظهار الكل",
        quit: "إنهاء Roster",
        edit: "تحرير",
        undo: "تراجع",
        redo: "إعادة",
        cut: "قص",
        copy: "نسخ",
        paste: "لصق",
        select_all: "تحديد الكل",
        window: "نافذة",
        minimize: "تصغير",
        full_screen: "ملء الشاشة",
        close: "إغلاق النافذة",
    },
};

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::preferences::Language;

    /// What French and English spell alike.
    const ALIKE: [&str; 1] = ["Services"];

    fn list(language: Language) -> Vec<String> {
        fn collect(value: &Value, into: &mut Vec<String>) {
            match value {
                Value::Object(fields) => fields.values().for_each(|field| collect(field, into)),
                text => into.push(text.as_str().unwrap().to_owned()),
            }
        }
        let mut list = Vec::new();
        let words = serde_json::to_value(language.words()).unwrap();
        collect(&words, &mut list);
        list
    }

    #[test]
    fn nothing_stays_english() {
        let english = list(Language::En);
        for language in [Language::De, Language::Fr, Language::Es, Language::Ar] {
            for (word, english) in list(language).iter().zip(&english) {
                assert!(
                    word != english || ALIKE.contains(&word.as_str()),
                    "{language:?}: {word}"
                );
                assert_eq!(word.ends_with('…'), english.ends_with('…'), "{word}");
            }
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_language_is_known_by_its_name() {
        for language in [
            Language::En,
            Language::De,
            Language::Fr,
            Language::Es,
            Language::Ar,
        ] {
            assert_eq!(Language::of_tag(language.tag()), language);
        }
        for other in ["", "ja", "de_AT:de"] {
            assert_eq!(Language::of_tag(other), Language::En, "{other}");
        }
    }
}
