"""Others on the same work: the people of a CSV into a table of users, in one transaction.

Usage: python bulk_create.py FILE        (needs django)
Prints rows per second: Django's bulk_create into auth_user, then SQLite's executemany by hand into a table like it.
"""
import csv, datetime, pathlib, sqlite3, sys, tempfile, time

folder = pathlib.Path(tempfile.mkdtemp())
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))


def by_django():
    import django
    from django.conf import settings

    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "django.sqlite3"}},
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        USE_TZ=True,
    )
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fields = ["username", "email", "first_name", "last_name"]
    start = time.perf_counter()
    users = [User(password="!", **{field: row[field] for field in fields}) for row in rows]
    User.objects.bulk_create(users, batch_size=500)
    return len(rows) / (time.perf_counter() - start)


def by_hand():
    db = sqlite3.connect(folder / "hand.sqlite3")
    db.execute(
        "create table user (id integer primary key, username text unique, email text, first_name text, last_name text, "
        "is_active int, is_staff int, is_superuser int, date_joined text)"
    )
    now = datetime.datetime.now().isoformat()
    start = time.perf_counter()
    values = ((row["username"], row["email"], row["first_name"], row["last_name"], now) for row in rows)
    db.executemany("insert into user values (null, ?, ?, ?, ?, 1, 0, 0, ?)", values)
    db.commit()
    return len(rows) / (time.perf_counter() - start)


print(f"{by_django():.0f}")
print(f"{by_hand():.0f}")
