//! Passwords that were hashed elsewhere: they come along as they are, sign in as they did there, and are hashed anew then.

use roster_core::Error;
use roster_core::view::ImportPasswords;

use crate::support::with_admin;

/// A password with letters that are written in two ways: Django hashes the bytes as they were typed.
const TYPED: &str = "påss ﬁve Ünï 山 staple";

/// That password, by the hashers of Django 5.2 with bcrypt 5 and argon2-cffi 25, at a low cost where that changes nothing.
const HASHES: [(&str, &str); 11] = [
    (
        "pbkdf2",
        "pbkdf2_sha256$100$seasaltseasalt$ZtHsErIpVVPs4+hVzDO0OueLSVO01/lpsyf9LXXwiCs=",
    ),
    (
        "pbkdf2_sha1",
        "pbkdf2_sha1$100$seasaltseasalt$ZE7DMSXHwgznzcCNCscnmtQly0o=",
    ),
    (
        "argon2",
        "argon2$argon2id$v=19$m=64,t=1,p=1$c2Vhc2FsdHNlYXNhbHQ$PPPqbeqmDYNBU4OekOOsOm6ZOjLGz0XV54beCEuSMfw",
    ),
    (
        "argon2_usual",
        "argon2$argon2id$v=19$m=102400,t=2,p=8$c2Vhc2FsdHNlYXNhbHQ$MfaUrt+jTh2WCkDZ6pg69OSJp/JU6qNvt0AWnOej5JY",
    ),
    (
        "argon2i",
        "argon2$argon2i$v=19$m=64,t=1,p=1$BjS4+8fktwN8Dzz1BshB6w$FFOK54SGsUJ/WovdNO8QiBAVLauxaILrQmV0pnC6xLU",
    ),
    (
        "phc",
        "$argon2id$v=19$m=64,t=1,p=1$xfV/CQOjV/hIT6Kq3Gmu0g$yBNr1ipmAnjLTXIMya2rnBDTJF1eyM0QI9+kc6VFIiw",
    ),
    (
        "phc_lanes",
        "$argon2id$v=19$m=102400,t=2,p=8$5sHjiicPN+KtTyz5Q7s25A$lit6l0VYiqvfbrwhX9Zo7jQ5LLW/d9KfNK6+f1OGwls",
    ),
    (
        "bcrypt_sha256",
        "bcrypt_sha256$$2b$04$uno45qwArGYVnqGEoL4UUew7OXobVmwRDt0pRMnCLo.MKPWrIN9Za",
    ),
    (
        "bcrypt",
        "bcrypt$$2b$04$QYhuTlW8QZnVkr6it9nE5ezBeraHIQArnJsjKlt0h5FEU7WkPPY3y",
    ),
    (
        "scrypt",
        "scrypt$1024$seasalt$8$5$t0x9isIT4qTzRahKg74pptzMoju6MaMllZtaE6vCUe0Iof72Diu1Pe1JAqA46ljqkRY9BGvjt1mebCA/6P9zrg==",
    ),
    (
        "scrypt_usual",
        "scrypt$16384$seasalt$8$5$ZLWBURMWRItDR2uO3ouK8UsI0qbyi7EFIJ9Z6JuJUU+X/Ot+t4NP/S2tsFa+XbRWHcwKRabL8ORk2IamgEPC1g==",
    ),
];

/// The first 72 bytes of a longer password: bcrypt never looked at the rest.
const CUT: &str = "bcrypt$$2b$04$CDZY975GWlXeY19xJ3GgnuiUQFBx5Qc3l6iwBJQChwi2Njj6JH0mC";

#[tokio::test]
async fn every_hash_of_django_signs_in_once_and_is_made_anew() {
    let (world, root) = with_admin().await;
    let cut = "x".repeat(80);
    let people = HASHES.map(|(name, hash)| (name, hash, TYPED));
    let people: Vec<_> = people.into_iter().chain([("cut", CUT, &*cut)]).collect();
    let rows = people
        .iter()
        .map(|(name, hash, _)| format!("{name},\"{hash}\"\n"));
    let table = format!("username,password_hash\n{}", rows.collect::<String>());
    let plan = world.plan(&root.session, table).await.unwrap();
    assert_eq!(plan.summary().without_password, 0);
    let done = world
        .apply(&root.session, &plan, ImportPasswords::Temporary)
        .await
        .unwrap();
    assert_eq!(
        (done.added, done.troubles.len(), done.passphrases.len()),
        (12, 0, 0),
        "{:?}",
        done.troubles
    );
    for (name, hash, typed) in people {
        let stored = async || {
            let mut db = world.raw().await;
            let sql = "select password_hash from user where username = ?";
            let stored: String = sqlx::query_scalar(sql)
                .bind(name)
                .fetch_one(&mut db)
                .await
                .unwrap();
            sqlx::Connection::close(db).await.unwrap();
            stored
        };
        assert_eq!(stored().await, hash, "it comes as it is");
        let refused = world.roster.sign_in(name, "another password").await;
        assert!(
            matches!(refused, Err(Error::SignInRefused { .. })),
            "{name}"
        );
        assert_eq!(
            stored().await,
            hash,
            "nobody without the password replaces it"
        );
        let session = world.roster.sign_in(name, typed).await.unwrap();
        let anew = stored().await;
        assert!(
            anew.starts_with("$argon2id$v=19$m=8,t=1,p=1$"),
            "{name}: {anew}"
        );
        world.roster.sign_in(name, typed).await.unwrap();
        assert_eq!(stored().await, anew, "a hash of today stays");
        assert!(
            world.roster.read(&session).await.is_ok(),
            "nobody is signed out by it"
        );
    }
}

#[tokio::test]
async fn what_is_not_safe_needs_a_new_password() {
    let (world, root) = with_admin().await;
    let table = "username,password_hash\nmd5,md5$seasalt$3f86d0d3d465b7b458c231bf3555c0e3\n\
        plain,88a434c88cca4e900f7874cd98123f43\nnone,!SsmuZ2OaqtmVv3px90oPSyI82TlhpR5F6ZHBNcAU\n\
        dear,bcrypt$$2b$31$ZVcxMvjK5Z6jJzFqyTzTOu3qkJ9Z2bZcVbdPqfnxdVFLZLmcW6rXK\n";
    let plan = world.plan(&root.session, table).await.unwrap();
    assert_eq!(plan.summary().without_password, 4);
    let done = world
        .apply(&root.session, &plan, ImportPasswords::Temporary)
        .await
        .unwrap();
    assert_eq!((done.added, done.passphrases.len()), (4, 4));
    let told = done.troubles.iter().map(|trouble| &*trouble.reason);
    assert_eq!(
        told.filter(|reason| reason.ends_with("needs a new password."))
            .count(),
        4
    );
    for one in &done.passphrases {
        let session = world.roster.sign_in(&one.username, &one.passphrase).await;
        assert!(session.is_ok(), "{}", one.username);
    }
}
