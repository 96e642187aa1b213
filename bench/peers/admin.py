"""Django's admin over as many people, on the same work: a site of its own in SQLite, asked by the test client.

Usage: python admin.py COUNT        (needs django)
Prints, tab-separated: the first page of the list, the median and the worst of its searches, a page from the middle, and
a filter, all in milliseconds; then the microseconds that each person took to be added by bulk_create.
"""
import datetime, pathlib, random, statistics, sys, tempfile, time, types

import django
from django.conf import settings

count = int(sys.argv[1])
folder = pathlib.Path(tempfile.mkdtemp())
FIRST = "Ana Ben Chloé Dmitri Elif Farid Grace Hana Ivan José Kofi Lena Maya Nils Olga Pavel Qian Rosa Sven Tara".split()
LAST = "Smith Garcia Kovač Nguyen Müller Haddad Hopper Tanaka Okafor Larsen Rossi Silva Novak Ito Khan Weber Diaz Ali".split()
SEARCHES = ["smith", "garcia", "j", "an", "smith ana", "zzzzqq", "example"]

urls = types.ModuleType("bench_urls")
sys.modules["bench_urls"] = urls
settings.configure(
    SECRET_KEY="bench",
    USE_TZ=True,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="bench_urls",
    STATIC_URL="/static/",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "django.sqlite3"}},
    INSTALLED_APPS=[f"django.contrib.{app}" for app in ("admin", "auth", "contenttypes", "sessions", "messages")],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]},
    }],
)
django.setup()

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import path

urls.urlpatterns = [path("admin/", admin.site.urls)]
call_command("migrate", verbosity=0)


def people():
    chance, start = random.Random(7), datetime.datetime(2015, 1, 1, tzinfo=datetime.timezone.utc)
    for n in range(count):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        name = f"{first}.{last}{n}".lower()
        yield User(
            username=name, email=f"{name}@riverside.example", first_name=first, last_name=last, password="!",
            is_staff=n % 500 == 0, is_active=n % 50 != 0, date_joined=start + datetime.timedelta(minutes=n * 5),
        )


def batches():
    batch = []
    for person in people():
        batch.append(person)
        if len(batch) == 20_000:
            yield batch
            batch = []
    yield batch


spent = 0
for batch in batches():
    start = time.perf_counter()
    User.objects.bulk_create(batch, batch_size=500)
    spent += time.perf_counter() - start
admin_user = User.objects.create_superuser("bench", "bench@riverside.example", "four quiet maple roads")
client = Client()
client.force_login(admin_user)


def ask(query):
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert client.get(f"/admin/auth/user/{query}").status_code == 200
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


searches = [ask(f"?q={words.replace(' ', '+')}") for words in SEARCHES]
answers = [ask(""), statistics.median(searches), max(searches), ask(f"?p={max(1, count // 200)}"), ask("?is_staff__exact=1")]
print("\t".join(f"{time:.2f}" for time in [*answers, 1e6 * spent / count]))
