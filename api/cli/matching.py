"""`chophien explain`, `review` and `decide`: why listings are one product, and a person's word on it."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli import console, context
from api.cli.exits import CommandError, Exit

if TYPE_CHECKING:
    from catalog.matching import Compared, Explanation, ReviewPair
    from catalog.queries import ListingFact

Listing = Annotated[str, typer.Argument(metavar="LISTING", help="A listing's address, or its number in the catalog.")]


def explain(listing: Listing, as_json: console.JsonFlag = False) -> None:
    """Say what was read from a listing and why it belongs to its product, and its nearest neighbours do not.

    Shows each fact with the field and words it comes from and how sure the reading is, what was odd, how its name was
    read, what was compared and with which weight, what people decided, and the merges and splits of its product.
    """
    from sqlmodel import Session

    from catalog.matching import UnknownListing
    from catalog.matching import explain as explained
    from catalog.queries import listing_facts

    engine = context.database(context.settings())
    try:
        with Session(engine) as session:
            found = explained(session, listing)
            facts, oddities = listing_facts(session, found.listing.id)
    except UnknownListing as problem:
        raise CommandError(f"{problem}.", Exit.INPUT) from problem
    finally:
        engine.dispose()
    if as_json:
        console.emit(asdict(found) | {"facts": facts, "oddities": oddities})
    else:
        _show_facts(facts, oddities)
        _show_explanation(found)


def review(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many pairs.")] = 20,
    as_json: console.JsonFlag = False,
) -> None:
    """List doubtful pairs of listings, the likeliest first: near enough to ask a person, not near enough to merge.

    Answer with `chophien decide A B --same` or `--different`.
    """
    from sqlmodel import Session

    from catalog.matching import review_pairs

    engine = context.database(context.settings())
    with Session(engine) as session:
        pairs = review_pairs(session, limit)
    engine.dispose()
    if as_json:
        console.emit([asdict(pair) for pair in pairs])
        return
    if not pairs:
        console.say("No pair waits for a decision.")
        return
    console.show_rows("Doubtful pairs", ["numbers", "score", "names", "marketplaces"], [_pair(pair) for pair in pairs])


def decide(
    first: Annotated[int, typer.Argument(metavar="A", help="A listing's number, as `review` shows it.")],
    second: Annotated[int, typer.Argument(metavar="B", help="The other's.")],
    same: Annotated[bool | None, typer.Option("--same/--different", help="One product, or two.")] = None,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Forget the decision: the rules decide again.")
    ] = False,
    note: Annotated[str, typer.Option(help="Why; kept with the decision.")] = "",
) -> None:
    """Keep a person's word on two listings: it outranks the rules for ever, and can be taken back.

    The products are merged or split at once; a merged product's old address leads to the new one. Run `refresh` and
    `index` to bring offers and search up to it. `chophien export labels` gives all decisions as labelled data.
    """
    from sqlmodel import Session

    from catalog import matching

    if (same is None) == (not take_back):
        raise typer.BadParameter("say one of --same, --different and --take-back.")
    engine = context.database(context.settings())
    try:
        with Session(engine) as session:
            if take_back:
                report = matching.take_back(session, first, second)
            else:
                report = matching.decide(session, first, second, same=bool(same), note=note)
            session.commit()
    except (matching.UnknownListing, ValueError) as problem:
        raise CommandError(f"{problem}.", Exit.INPUT) from problem
    finally:
        engine.dispose()
    console.show("Decided", {"products merged": report.merged, "products split": report.split})


def _pair(pair: "ReviewPair") -> list[object]:
    return [
        f"{pair.first.id} {pair.second.id}",
        round(pair.score),
        f"{pair.first.name}\n{pair.second.name}",
        f"{pair.first.marketplace}\n{pair.second.marketplace}",
    ]


def _show_facts(facts: "list[ListingFact]", oddities: list[dict[str, Any]]) -> None:
    rows = [
        [one.fact, console.said(one.value), one.field, one.words, one.confidence]
        for one in facts
        if one.value is not None
    ]
    if rows:
        console.show_rows("What it says", ["fact", "read as", "field", "words", "sure"], rows)
    if oddities:
        console.show_rows("Odd", ["what", "words"], [[one["code"], one["words"]] for one in oddities])


def _score(compared: "Compared") -> str:
    return "never" if compared.block else f"{compared.score:.0f} of 100"


def _why(compared: "Compared") -> str:
    """The parts of a score, or what keeps two apart whatever the score, a line each."""
    if compared.block:
        return compared.block
    return "\n".join(_part(part) for part in compared.parts if part["weight"] or part["words"])


def _part(part: dict[str, Any]) -> str:
    weight = f"{part['weight']:+g} " if part["weight"] else ""
    return f"{weight}{part['about']}" + (f": {part['words']}" if part["words"] else "")


def _show_explanation(found: "Explanation") -> None:
    one = found.listing
    console.show(
        one.name,
        {
            "marketplace": one.marketplace,
            "product": one.product_id,
            "variant": one.variant,
            "producer": found.maker,
            "read as": " · ".join(f"{word} ({part})" for word, part in found.words.items()),
        },
    )
    for title, others in (("Together with", found.together), ("Apart from", found.apart)):
        rows = [[o.listing.id, f"{o.listing.name}\n{o.listing.marketplace}", _score(o), _why(o)] for o in others]
        if rows:
            console.show_rows(title, ["number", "listing", "score", "why"], rows)
    for decision in found.decisions:
        other = decision["with"]
        console.show("A person decided", {**decision, "with": f"{other.id} {other.name} ({other.marketplace})"})
    for change in found.changes:
        console.show("The product changed", change)
