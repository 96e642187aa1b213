//! Hashes of passwords: as dear as they are today, replaced where they are not, and no clock to read names from.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use roster_core::{Error, HashingCost, Options, Roster};

use crate::support::{CHEAP, PASSWORD, options, with_admin};

fn is_refused<T>(result: &roster_core::Result<T>) -> bool {
    matches!(result, Err(Error::SignInRefused { .. }))
}

#[tokio::test]
async fn a_hash_of_another_cost_is_replaced_on_the_way() {
    let (world, root) = with_admin().await;
    let hash = || world.value::<String>("select password_hash from user");
    let old = hash().await;
    let version = world.version(root.id).await;
    world.roster.sign_in("root", PASSWORD).await.unwrap();
    assert_eq!(hash().await, old, "a hash of today's cost stays");

    let dearer = Options {
        hashing: HashingCost { passes: 2, ..CHEAP },
        ..options(&world.clock)
    };
    let roster = Roster::open(&world.path(), dearer).await.unwrap();
    assert!(is_refused(&roster.sign_in("root", "wrong").await));
    assert_eq!(
        hash().await,
        old,
        "nobody without the password can have it replaced"
    );
    roster.sign_in("root", PASSWORD).await.unwrap();
    assert!(
        hash().await.starts_with("$argon2id$v=19$m=8,t=2,p=1$"),
        "{}",
        hash().await
    );
    roster.sign_in("root", PASSWORD).await.unwrap();
    assert!(
        world.roster.read(&root.session).await.is_ok(),
        "nobody is signed out by it"
    );
    assert_eq!(
        world.version(root.id).await,
        version,
        "and no edit conflicts with it"
    );
}

#[tokio::test]
async fn a_hash_of_another_algorithm_is_replaced_on_the_way() {
    let (world, _) = with_admin().await;
    let params = Params::new(CHEAP.memory, CHEAP.passes, CHEAP.lanes, None).unwrap();
    let weaker = Argon2::new(Algorithm::Argon2i, Version::V0x13, params)
        .hash_password_with_salt(PASSWORD.as_bytes(), b"sixteen bytes of")
        .unwrap()
        .to_string();
    world
        .run(format!("update user set password_hash = '{weaker}'"))
        .await;
    world.roster.sign_in("root", PASSWORD).await.unwrap();
    let hash: String = world.value("select password_hash from user").await;
    assert!(hash.starts_with("$argon2id$"), "{hash}");
}

#[tokio::test]
async fn an_unknown_name_takes_as_long_as_a_wrong_password() {
    let (world, _) = with_admin().await;
    let roster = Roster::open(
        &world.path(),
        Options {
            hashing: HashingCost {
                memory: 16_384,
                passes: 3,
                lanes: 1,
            },
            ..options(&world.clock)
        },
    )
    .await
    .unwrap();
    roster.sign_in("root", PASSWORD).await.unwrap();
    let timed = async |name: &str| {
        let begun = Instant::now();
        assert!(is_refused(
            &roster.sign_in(name, "four quiet maple road").await
        ));
        begun.elapsed()
    };
    let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
    for round in 0..20 {
        known = known.min(timed("root").await);
        unknown = unknown.min(timed(&format!("nobody{round}")).await);
        // Whatever else the machine does only adds to a time: the least of several is that of the work itself.
        if round > 1 && unknown > known / 2 && known > unknown / 2 {
            return;
        }
        roster.sign_in("root", PASSWORD).await.unwrap();
    }
    panic!("time must not tell whether there is such a name: {known:?} and {unknown:?}");
}
