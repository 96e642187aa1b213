//! What columns are called elsewhere. The table is written out for people in docs/IMPORT.md; a test compares the two.

use crate::value::fold_search;
use crate::view::ImportField;

use ImportField::{
    Bio, BirthDate, DateJoined, Email, FirstName, Groups, IsActive, IsStaff, IsSuperuser,
    LastLogin, LastName, Location, MustChangePassword, Name, Password, PasswordHash, PhoneNumber,
    PortfolioSite, Username,
};

/// Each field, and what its column may be called beside the field's own key: letters and digits only, folded.
pub(super) const SYNONYMS: &[(ImportField, &[&str])] = &[
    (
        Username,
        &[
            "user",
            "login",
            "loginname",
            "userlogin",
            "account",
            "accountname",
            "userid",
            "uid",
            "samaccountname",
            "benutzername",
            "benutzer",
            "nomdutilisateur",
            "identifiant",
            "nombredeusuario",
            "usuario",
        ],
    ),
    (
        Email,
        &[
            "emailaddress",
            "mail",
            "mailaddress",
            "primaryemail",
            "workemail",
            "email1value",
            "emailadresse",
            "courriel",
            "adressemail",
            "correo",
            "correoelectronico",
        ],
    ),
    (
        FirstName,
        &[
            "first",
            "given",
            "givenname",
            "forename",
            "vorname",
            "prenom",
            "nombre",
            "nombredepila",
        ],
    ),
    (
        LastName,
        &[
            "last",
            "surname",
            "family",
            "familyname",
            "nachname",
            "familienname",
            "nom",
            "nomdefamille",
            "apellido",
            "apellidos",
        ],
    ),
    (
        Name,
        &[
            "fullname",
            "displayname",
            "realname",
            "person",
            "nomcomplet",
            "nombrecompleto",
        ],
    ),
    (
        IsActive,
        &[
            "active",
            "enabled",
            "accountenabled",
            "aktiv",
            "actif",
            "activo",
        ],
    ),
    (IsStaff, &["staff", "staffstatus"]),
    (IsSuperuser, &["superuser", "superuserstatus"]),
    (
        MustChangePassword,
        &["changepassword", "forcepasswordchange", "passwordexpired"],
    ),
    (
        Groups,
        &[
            "group",
            "groupname",
            "groupnames",
            "groupmembership",
            "memberof",
            "teams",
            "team",
            "gruppen",
            "gruppe",
            "groupes",
            "groupe",
            "grupos",
            "grupo",
        ],
    ),
    (
        DateJoined,
        &[
            "joined",
            "joindate",
            "created",
            "createdat",
            "createdon",
            "registered",
            "membersince",
            "beigetreten",
        ],
    ),
    (LastLogin, &["lastsignin", "lastseen", "lastlogon"]),
    (
        Bio,
        &[
            "about",
            "aboutme",
            "biography",
            "description",
            "notes",
            "note",
        ],
    ),
    (
        Location,
        &[
            "city",
            "place",
            "town",
            "address1city",
            "ort",
            "stadt",
            "ville",
            "lieu",
            "ciudad",
            "lugar",
        ],
    ),
    (
        BirthDate,
        &[
            "birthday",
            "dateofbirth",
            "dob",
            "born",
            "geburtsdatum",
            "geburtstag",
            "datedenaissance",
            "fechadenacimiento",
        ],
    ),
    (
        PhoneNumber,
        &[
            "phone",
            "telephone",
            "telephonenumber",
            "tel",
            "mobile",
            "mobilephone",
            "cell",
            "cellphone",
            "phone1value",
            "telefon",
            "telefonnummer",
            "handy",
            "telephoneportable",
            "telefono",
            "movil",
        ],
    ),
    (
        PortfolioSite,
        &[
            "portfolio",
            "site",
            "website",
            "homepage",
            "url",
            "web",
            "webpage",
            "webseite",
            "siteweb",
            "sitioweb",
        ],
    ),
    (
        Password,
        &[
            "pass",
            "initialpassword",
            "passwort",
            "kennwort",
            "motdepasse",
            "contrasena",
        ],
    ),
    (
        PasswordHash,
        &[
            "hash",
            "hashedpassword",
            "encodedpassword",
            "djangopassword",
        ],
    ),
];

/// What a column with this heading seems to say.
pub(super) fn guess_field(heading: &str) -> Option<ImportField> {
    let folded = simplify(heading);
    let is_called = |field: ImportField, names: &[&str]| {
        simplify(field.key()) == folded || names.iter().any(|name| simplify(name) == folded)
    };
    let found = SYNONYMS
        .iter()
        .find(|(field, names)| is_called(*field, names));
    found.map(|(field, _)| *field)
}

/// The fields of all columns: of two that say the same, the first counts.
pub(super) fn guess_fields(headings: &[String]) -> Vec<Option<ImportField>> {
    let mut seen = Vec::new();
    let guess = |heading: &String| {
        let field = guess_field(heading).filter(|field| !seen.contains(field));
        seen.extend(field);
        field
    };
    headings.iter().map(guess).collect()
}

fn simplify(heading: &str) -> String {
    let folded = fold_search(heading);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{SYNONYMS, guess_field, guess_fields, simplify};
    use crate::import::row::FIELDS;
    use crate::view::ImportField;

    #[test]
    fn headings_are_understood_however_they_are_written() {
        for (heading, field) in [
            ("username", ImportField::Username),
            ("User name", ImportField::Username),
            ("E-Mail", ImportField::Email),
            ("e-mail address", ImportField::Email),
            ("Prénom", ImportField::FirstName),
            ("LAST_NAME", ImportField::LastName),
            ("Date of Birth", ImportField::BirthDate),
            ("Contraseña", ImportField::Password),
        ] {
            assert_eq!(guess_field(heading), Some(field), "{heading}");
        }
        assert_eq!(guess_field("shoe size"), None);
        assert_eq!(guess_field(""), None);
    }

    #[test]
    fn no_heading_says_two_things() {
        let mut seen = HashSet::new();
        for (field, names) in SYNONYMS {
            assert!(seen.insert(simplify(field.key())), "{field:?}");
            for name in *names {
                assert!(seen.insert(simplify(name)), "{name}");
            }
        }
        assert_eq!(SYNONYMS.len(), FIELDS.len());
    }

    #[test]
    fn of_two_columns_that_say_the_same_the_first_counts() {
        let headings = ["mail", "email", "x"].map(str::to_owned);
        assert_eq!(
            guess_fields(&headings),
            [Some(ImportField::Email), None, None]
        );
    }

    #[test]
    fn the_table_for_people_names_them_all() {
        let page = include_str!("../../../../docs/IMPORT.md");
        for (field, names) in SYNONYMS {
            let row = page
                .lines()
                .find(|line| line.starts_with(&format!("| `{}` |", field.key())));
            let row = row.unwrap_or_else(|| panic!("{} has no row", field.key()));
            for name in *names {
                assert!(
                    row.contains(&format!("`{name}`")),
                    "{name} is not in: {row}"
                );
            }
        }
    }
}
