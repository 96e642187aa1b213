//! Importing the databases of Django sites: two that Django made, and the other shapes that sites have.

use std::path::{Path, PathBuf};

use roster_core::Error;
use roster_core::view::{
    ImportDecision, ImportKind, ImportOptions, ImportOutcome, ImportPasswords, ImportRow,
    ImportVerdict,
};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::support::{Somebody, World, with_admin};

/// Everybody but the administrator, by number.
const PEOPLE: [&str; 17] = [
    "ana",
    "bob",
    "Chloé",
    "dmitri",
    "emi.sato",
    "fatima",
    "grace+hopper",
    "ANA",
    "ivan",
    "josé",
    "kim",
    "lars",
    "mia",
    "nina",
    "omar",
    "straße",
    "zoe",
];

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/django");
    folder.join(name).join("db.sqlite3")
}

async fn import_site(name: &str) -> (World, Somebody, Vec<ImportRow>, ImportOutcome) {
    let (world, root) = with_admin().await;
    let by = &root.session;
    let plan = world
        .plan_file(by, &fixture(name), &ImportOptions::default())
        .await
        .unwrap();
    plan.decide_all(Some(ImportDecision::Rename));
    let rows = world.rows(by, &plan).await;
    let done = world.apply(by, &plan, ImportPasswords::None).await.unwrap();
    (world, root, rows, done)
}

async fn check_people(world: &World, pictures: u32) {
    let facts = "select username || ' ' || first_name || '|' || last_name || ' ' || email || ' ' || is_active || is_staff \
        || is_superuser || ' ' || substr(bio, 1, 4) from user join profile on user_id = id where username = ?";
    for (name, wanted) in [
        ("ana", "ana Ana|Núñez ana@example.org 110 Bio "),
        ("mia", "mia Mia|=cmd() mia@example.org 100 Bio "),
        ("nina", "nina Nina|Ng nina@example.org 000 Bio "),
        ("emi.sato", "emi.sato 恵美|佐藤 emi@example.org 100 Bio "),
        ("ANA2", "ANA2 Ana|Twin  100 Bio "),
    ] {
        let mut db = world.raw().await;
        let found: String = sqlx::query_scalar(facts)
            .bind(name)
            .fetch_one(&mut db)
            .await
            .unwrap();
        db.close().await.unwrap();
        assert_eq!(found, wanted);
    }
    let profiles: i64 = world.value("select count(*) from profile").await;
    assert_eq!(profiles, 19, "everybody has one, also who had none there");
    let found: u32 = world.value("select count(*) from avatar").await;
    assert_eq!(found, pictures);
    let joined: i64 = world
        .value("select date_joined from user where username = 'ana'")
        .await;
    assert_eq!(joined, 1_546_344_000_000, "2019-01-01 12:00 UTC");
    let seen: Option<i64> = world
        .value("select last_login from user where username = 'bob'")
        .await;
    assert_eq!(seen, None);
    let editors: String = world
        .value("select group_concat(username, ' ' order by username) from membership join user on id = user_id where group_id = 2")
        .await;
    assert_eq!(editors, "ana emi.sato ivan mia zoe");
    let permissions: String = world
        .value("select group_concat(username || ':' || permission) from user_permission join user on id = user_id")
        .await;
    assert_eq!(permissions, "bob:user.delete");
}

/// Everybody signs in with the password that they had there, but for those whose hash was unsafe or none.
async fn check_passwords(world: &World) {
    world
        .roster
        .sign_in("admin", "correct horse admin staple")
        .await
        .unwrap();
    for (number, name) in PEOPLE.into_iter().enumerate() {
        let name = if name == "ANA" { "ANA2" } else { name };
        let password = format!("correct horse {number} staple");
        let has_hash: bool = {
            let mut db = world.raw().await;
            let sql = "select password_hash is not null from user where username = ?";
            let found = sqlx::query_scalar(sql)
                .bind(name)
                .fetch_one(&mut db)
                .await
                .unwrap();
            db.close().await.unwrap();
            found
        };
        assert_eq!(
            has_hash,
            !matches!(number, 5 | 8 | 11),
            "{name}: md5 and unusable ones are not kept"
        );
        let is_active: bool = !matches!(number, 6 | 13);
        let signed_in = world.roster.sign_in(name, &password).await.is_ok();
        assert_eq!(signed_in, has_hash && is_active, "{name}");
    }
    let left: i64 = world
        .value("select count(*) from user where password_hash not like '$argon2id$%'")
        .await;
    assert_eq!(left, 2, "all but the inactive are hashed anew");
    world
        .roster
        .sign_in("ana", "correct horse 0 staple")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_site_with_profiles_comes_over() {
    let (world, _, rows, done) = import_site("userprofile").await;
    let conflicts = rows
        .iter()
        .filter(|row| row.verdict == ImportVerdict::Conflict);
    assert_eq!(
        conflicts.map(|row| &*row.username).collect::<Vec<_>>(),
        ["ANA2"],
        "names that fold to one"
    );
    assert_eq!((rows.len(), done.added, done.refused), (18, 18, 0));
    let reasons: Vec<&str> = done
        .troubles
        .iter()
        .map(|trouble| &*trouble.reason)
        .collect();
    let said = |part: &str| {
        reasons
            .iter()
            .filter(|reason| reason.contains(part))
            .count()
    };
    assert_eq!(said("needs a new password"), 3, "{reasons:?}");
    assert_eq!(said("p10.jpg is left out: there is no such file"), 1);
    assert_eq!(
        said("The picture profile_images/"),
        2,
        "one is missing, one is no picture: {reasons:?}"
    );
    check_people(&world, 7 - 1).await;
    check_passwords(&world).await;
}

#[tokio::test]
async fn a_site_with_a_user_of_its_own_comes_over() {
    let (world, root, rows, done) = import_site("customuser").await;
    assert_eq!((rows.len(), done.added, done.refused), (18, 18, 0));
    check_people(&world, 8 - 1).await;
    check_passwords(&world).await;
    world
        .undo(&root.session, done.event.unwrap(), false)
        .await
        .unwrap();
    let left: i64 = world
        .value("select count(*) from user where deleted_at is null")
        .await;
    assert_eq!(left, 1);
}

#[tokio::test]
async fn the_site_is_not_touched() {
    let (world, root) = with_admin().await;
    let copy = world.write_file("db.sqlite3", std::fs::read(fixture("customuser")).unwrap());
    let before = std::fs::read(&copy).unwrap();
    let source = world.roster.open_import(&copy, None).await.unwrap();
    let file = source.file();
    assert_eq!(
        (file.kind, file.media.as_deref()),
        (ImportKind::Django, None)
    );
    assert!(
        file.notices
            .iter()
            .any(|notice| notice.contains("Pictures are left out")),
        "{file:?}"
    );
    let plan = world
        .plan_file(&root.session, &copy, &ImportOptions::default())
        .await
        .unwrap();
    world
        .apply(&root.session, &plan, ImportPasswords::None)
        .await
        .unwrap();
    assert_eq!(std::fs::read(&copy).unwrap(), before);
    let beside = std::fs::read_dir(copy.parent().unwrap()).unwrap();
    let left = beside.filter(|file| {
        file.as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .starts_with("db.sqlite3-")
    });
    assert_eq!(left.count(), 0);
}

/// The tables that every site has.
const STOCK: &str = "create table auth_user (id integer not null primary key autoincrement, password varchar(128) not null, \
        last_login datetime null, is_superuser bool not null, username varchar(150) not null unique, \
        last_name varchar(150) not null, email varchar(254) not null, is_staff bool not null, is_active bool not null, \
        date_joined datetime not null, first_name varchar(150) not null); \
    insert into auth_user values (1, '', null, 0, 'ana', '', 'ana@example.org', 0, 1, '2020-01-02 03:04:05.678901', ''), \
        (2, 'sha1$x$y', null, 0, 'bob', 'Ray', '', 1, 1, '2020-01-02 03:04:05', 'Bob'), \
        (3, '!', null, 0, 'bad name', '', 'not an address', 0, 1, '2020-01-02 03:04:05', '');";

async fn make_site(world: &World, statements: &str) -> PathBuf {
    let path = world.path().with_file_name("site.sqlite3");
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true);
    let mut db = options.connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statements.to_owned()))
        .execute(&mut db)
        .await
        .unwrap();
    db.close().await.unwrap();
    path
}

#[tokio::test]
async fn other_shapes_of_profiles_are_understood() {
    let profiles = "create table main_profile (id integer primary key, user_id integer not null unique references auth_user (id), \
            location varchar(30), birth_date date null, portfolio_site text, phone_number varchar(20), \
            avatar varchar(100), twitter varchar(50)); \
        insert into main_profile values (7, 1, 'Zagreb', '1987-04-09', 'example.org', '+385 1', 'default.jpg', '@ana'), \
            (8, 2, null, null, '', 'ring me', 'avatars/../../secret.png', ''); \
        create table extra (id integer primary key, owner_id integer unique references auth_user (id), \
            first_name text, website text, bio text); \
        insert into extra values (1, 1, 'Ana', 'https://late.example', x'FF41'); \
        create table note (id integer primary key, author_id integer references auth_user (id), bio text); \
        insert into note values (1, 1, 'not a profile'), (2, 1, 'nor this');";
    let (world, root) = with_admin().await;
    let path = make_site(&world, &format!("{STOCK}{profiles}")).await;
    std::fs::create_dir(path.with_file_name("media")).unwrap();
    let source = world.roster.open_import(&path, None).await.unwrap();
    let lost: Vec<_> = source
        .file()
        .left_out
        .iter()
        .map(|left| (&*left.column, left.filled))
        .collect();
    assert_eq!(lost, [("main_profile.twitter", 1)]);
    let plan = world
        .plan_file(&root.session, &path, &ImportOptions::default())
        .await
        .unwrap();
    let rows = world.rows(&root.session, &plan).await;
    assert_eq!(rows[2].verdict, ImportVerdict::Error, "a name with a space");
    assert!(
        rows[1]
            .notes
            .iter()
            .any(|note| note.contains("leads out of the folder")),
        "{:?}",
        rows[1].notes
    );
    assert!(
        rows[1]
            .notes
            .iter()
            .any(|note| note.contains("Phone number “ring me” is left out"))
    );
    world
        .apply(&root.session, &plan, ImportPasswords::None)
        .await
        .unwrap();
    let ana: String = world
        .value("select location || birth_date || portfolio_site || phone_number || first_name || bio || date_joined \
            from user join profile on user_id = id where username = 'ana'")
        .await;
    assert_eq!(
        ana,
        "Zagreb1987-04-09https://example.org+385 1Ana\u{FFFD}A1577934245678"
    );
}

#[tokio::test]
async fn other_shapes_of_users_are_understood() {
    let custom = "create table \"we\"\"ird user\" (uuid char(32) primary key, username text unique, password text, is_superuser bool, \
            date_joined text, phone text, nickname text); \
        insert into \"we\"\"ird user\" values ('a1', 'ana', '', 1, '2020-01-02', '+1 555 0100', 'annie'); \
        create table auth_group (id integer primary key, name text); \
        insert into auth_group values (1, 'Choir'); \
        create table \"we\"\"ird user_groups\" (id integer primary key, user_id char(32) references \"we\"\"ird user\" (uuid), \
            group_id integer references auth_group (id)); \
        insert into \"we\"\"ird user_groups\" values (1, 'a1', 1); \
        create view auth_user as select 1 as username, 2 as password, 3 as is_superuser, 4 as date_joined;";
    let (world, root) = with_admin().await;
    let path = make_site(&world, custom).await;
    let plan = world
        .plan_file(&root.session, &path, &ImportOptions::default())
        .await
        .unwrap();
    assert_eq!(plan.summary().new_groups[0].name, "Choir");
    let done = world
        .apply(&root.session, &plan, ImportPasswords::None)
        .await
        .unwrap();
    assert_eq!((done.added, done.groups), (1, 1));
    let ana: String = world
        .value("select phone_number || is_superuser || \"group\".name from user join profile on profile.user_id = user.id \
            join membership on membership.user_id = user.id join \"group\" on \"group\".id = group_id where username = 'ana'")
        .await;
    assert_eq!(ana, "+1 555 01001Choir");
}

#[tokio::test]
async fn a_table_whose_rows_are_in_no_order_is_not_read_for_ever() {
    let (world, root) = with_admin().await;
    let path = make_site(&world, STOCK).await;
    let mut bytes = std::fs::read(&path).unwrap();
    // The third row: its number, and how a row of eleven columns begins whose first is that number.
    let third = [3, 12, 0];
    let mut places = bytes.windows(3).enumerate();
    let place = places.find(|(_, window)| *window == third).unwrap().0;
    bytes[place] = 1;
    let broken = world.write_file("broken.sqlite3", bytes);
    let options = ImportOptions::default();
    let plan = world.plan_file(&root.session, &broken, &options);
    let plan = tokio::time::timeout(std::time::Duration::from_secs(20), plan).await;
    match plan.expect("it ends").err() {
        Some(Error::Import(sentence)) => assert!(sentence.contains("damaged"), "{sentence}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn other_databases_get_a_sentence() {
    let (world, _) = with_admin().await;
    let refusal = async |path: &Path| match world.roster.open_import(path, None).await.err() {
        Some(Error::Import(sentence)) => sentence,
        other => panic!("{other:?}"),
    };
    let path = make_site(&world, "create table x (y)").await;
    assert!(refusal(&path).await.contains("not of a Django site"));
    let (other, _) = with_admin().await;
    other.roster.close().await;
    assert!(refusal(&other.path()).await.contains("This is a roster"));
    let mut broken = std::fs::read(fixture("customuser")).unwrap();
    for byte in &mut broken[100..] {
        *byte = 0xA5;
    }
    let broken = world.write_file("broken.sqlite3", broken);
    assert!(refusal(&broken).await.contains("damaged"));
    let missing = world
        .roster
        .open_import(&fixture("customuser"), Some(Path::new("/nowhere")))
        .await;
    assert!(missing.err().unwrap().to_string().contains("not a folder"));
}
