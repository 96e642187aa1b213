"""Others on the same work: the people of a CSV into a table of users, in one transaction.

Usage: python bulk_create.py FILE        (needs django)
Prints rows per second: Django's bulk_create into auth_user, then SQLite by hand into all tables that Roster writes.
"""
import csv, json, pathlib, sqlite3, sys, tempfile, time, unicodedata

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


def fold(text):
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def insert(db, table, columns, rows):
    """A hundred rows to a statement, which is twice as fast as one by one."""
    one = "(" + ", ".join("?" * len(columns)) + ")"
    for begin in range(0, len(rows), 100):
        some = rows[begin : begin + 100]
        sql = f"insert into {table} ({', '.join(columns)}) values {', '.join([one] * len(some))}"
        if table == "profile":
            # A trigger has made the rows.
            sql += " on conflict (user_id) do update set location = excluded.location, phone_number = excluded.phone_number"
        db.execute(sql, [value for row in some for value in row])


def by_hand():
    """The tables, indexes and triggers of Roster, and the same rows in them. Only the statements are timed: what they are
    given is made beforehand."""
    db = sqlite3.connect(folder / "hand.sqlite3", isolation_level=None)
    for pragma in ["journal_mode = wal", "synchronous = full", "foreign_keys = on"]:
        db.execute(f"pragma {pragma}")
    migrations = pathlib.Path(__file__).parents[2] / "migrations"
    for path in sorted(migrations.glob("*.sql")):
        db.executescript(path.read_text(encoding="utf-8"))
    now = int(time.time() * 1000)
    users, profiles, events = [], [], []
    for id, row in enumerate(rows, 1):
        username, email, first, last = (row[name] for name in ["username", "email", "first_name", "last_name"])
        folded = [fold(text) for text in [username, email, first, last]]
        name_key = f"{folded[2]} {folded[3]}"
        search_key = f"{folded[0]}\n{folded[1]}\n{name_key}"
        users.append((id, username, folded[0], email, folded[1], first, last, name_key, *folded[2:], search_key, now))
        profiles.append((id, row["location"], row["phone_number"]))
        changes = {"username": ["", username], "email": ["", email], "first_name": ["", first], "last_name": ["", last]}
        changes = json.dumps(changes, ensure_ascii=False)
        events.append((now, "bench", "add", "user", id, f"{first} {last}", changes, 1, f"bench\n{name_key}"))
    user = "id username username_key email email_key first_name last_name name_key first_name_key last_name_key search_key date_joined"
    event = "at actor_name action target_kind target_id target_name changes batch names_key"
    start = time.perf_counter()
    db.execute("begin immediate")
    db.execute("insert into event (id, at, actor_name, action, target_kind, target_name) values (1, ?, 'bench', 'import', 'user', '')", [now])
    for begin in range(0, len(rows), 2000):
        some = slice(begin, begin + 2000)
        insert(db, "event", event.split(), events[some])
        insert(db, "user", user.split(), users[some])
        insert(db, "profile", ["user_id", "location", "phone_number"], profiles[some])
    db.execute("commit")
    return len(rows) / (time.perf_counter() - start)


print(f"{by_django():.0f}")
print(f"{by_hand():.0f}")
