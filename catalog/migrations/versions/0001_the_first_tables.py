"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "commune",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("code", sa.String),
        sa.Column("province", sa.String, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.Column("successor", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_commune"),
    )
    op.create_index("ix_commune_province", "commune", ["province"])
    op.create_index("ix_commune_slug", "commune", ["slug"])
    op.create_table(
        "content",
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_content"),
    )
    op.create_table(
        "marketplace",
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("operator", sa.String),
        sa.Column("province", sa.String),
        sa.Column("platform", sa.String),
        sa.Column("homepage", sa.String),
        sa.Column("domains", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("stale_after_days", sa.Integer(), nullable=False),
        sa.Column("gone_after_days", sa.Integer(), nullable=False),
        sa.Column("hold_share", sa.Float(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("slug", name="pk_marketplace"),
    )
    op.create_table(
        "producer",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("folded", sa.String, nullable=False),
        sa.Column("legal_form", sa.String),
        sa.Column("address", sa.String),
        sa.Column("province", sa.String),
        sa.Column("former_province", sa.String),
        sa.Column("commune", sa.String),
        sa.Column("phone", sa.String),
        sa.Column("tax_code", sa.String),
        sa.Column("first_seen", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_producer"),
    )
    op.create_index("ix_producer_folded", "producer", ["folded"])
    op.create_index("ix_producer_province", "producer", ["province"])
    op.create_index("ix_producer_tax_code", "producer", ["tax_code"])
    op.create_table(
        "province",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("code_scheme", sa.String, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.Column("successor", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_province"),
    )
    op.create_index("ix_province_slug", "province", ["slug"])
    op.create_table(
        "crawl_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("marketplace", sa.String),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["marketplace"], ["marketplace.slug"], name="fk_crawl_run_marketplace"),
        sa.PrimaryKeyConstraint("id", name="pk_crawl_run"),
    )
    op.create_index("ix_crawl_run_marketplace", "crawl_run", ["marketplace"])
    op.create_index("ix_crawl_run_status", "crawl_run", ["status"])
    op.create_table(
        "product",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("producer_id", sa.String),
        sa.Column("province", sa.String),
        sa.Column("former_province", sa.String),
        sa.Column("group_code", sa.String),
        sa.Column("stars", sa.Integer()),
        sa.Column("image_id", sa.String(40)),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name="fk_product_producer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_product"),
    )
    op.create_index("ix_product_digest", "product", ["digest"])
    op.create_index("ix_product_former_province", "product", ["former_province"])
    op.create_index("ix_product_group_code", "product", ["group_code"])
    op.create_index("ix_product_producer_id", "product", ["producer_id"])
    op.create_index("ix_product_province", "product", ["province"])
    op.create_index("ix_product_stars", "product", ["stars"])
    op.create_index("ix_product_updated_at", "product", ["updated_at"])
    op.create_table(
        "shop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("marketplace", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("producer_id", sa.String),
        sa.ForeignKeyConstraint(["marketplace"], ["marketplace.slug"], name="fk_shop_marketplace"),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name="fk_shop_producer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shop"),
        sa.UniqueConstraint("marketplace", "name", name="uq_shop_marketplace_name"),
    )
    op.create_index("ix_shop_marketplace", "shop", ["marketplace"])
    op.create_index("ix_shop_producer_id", "shop", ["producer_id"])
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_name", sa.String, nullable=False),
        sa.Column("producer_name", sa.String, nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("issuer", sa.String, nullable=False),
        sa.Column("issued_on", sa.Date()),
        sa.Column("expires_on", sa.Date()),
        sa.Column("revoked_on", sa.Date()),
        sa.Column("file_code", sa.String),
        sa.Column("address", sa.String),
        sa.Column("province", sa.String),
        sa.Column("former_province", sa.String),
        sa.Column("commune", sa.String),
        sa.Column("category", sa.String),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("source_url", sa.String),
        sa.Column("product_id", sa.String),
        sa.Column("producer_id", sa.String),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name="fk_certificate_producer_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_certificate_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint(
            "product_name",
            "producer_name",
            "number",
            "issuer",
            name="uq_certificate_product_name_producer_name_number_issuer",
        ),
    )
    op.create_index("ix_certificate_producer_id", "certificate", ["producer_id"])
    op.create_index("ix_certificate_product_id", "certificate", ["product_id"])
    op.create_index("ix_certificate_province", "certificate", ["province"])
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("marketplace", sa.String, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("external_id", sa.String),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("content_hash", sa.String(32), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_run_id", sa.Integer()),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("normalised_hash", sa.String(32)),
        sa.Column("normalised_rules", sa.String),
        sa.Column("facts", sa.Text()),
        sa.Column("evidence", sa.Text()),
        sa.Column("shape_oddities", sa.Text(), nullable=False),
        sa.Column("oddities", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Integer()),
        sa.Column("producer_id", sa.String),
        sa.Column("product_id", sa.String),
        sa.Column("variant", sa.String),
        sa.Column("match_reason", sa.Text()),
        sa.ForeignKeyConstraint(["content_hash"], ["content.hash"], name="fk_listing_content_hash"),
        sa.ForeignKeyConstraint(["last_run_id"], ["crawl_run.id"], name="fk_listing_last_run_id"),
        sa.ForeignKeyConstraint(["marketplace"], ["marketplace.slug"], name="fk_listing_marketplace"),
        sa.ForeignKeyConstraint(["producer_id"], ["producer.id"], name="fk_listing_producer_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_listing_product_id"),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name="fk_listing_shop_id"),
        sa.PrimaryKeyConstraint("id", name="pk_listing"),
        sa.UniqueConstraint("marketplace", "url", name="uq_listing_marketplace_url"),
    )
    op.create_index("ix_listing_last_run_id", "listing", ["last_run_id"])
    op.create_index("ix_listing_normalised_rules", "listing", ["normalised_rules"])
    op.create_index("ix_listing_producer_id", "listing", ["producer_id"])
    op.create_index("ix_listing_product_id", "listing", ["product_id"])
    op.create_index("ix_listing_shop_id", "listing", ["shop_id"])
    op.create_index("ix_listing_url", "listing", ["url"])
    op.create_table(
        "product_redirect",
        sa.Column("old_id", sa.String(16), nullable=False),
        sa.Column("product_id", sa.String(16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_product_redirect_product_id"),
        sa.PrimaryKeyConstraint("old_id", name="pk_product_redirect"),
    )
    op.create_index("ix_product_redirect_product_id", "product_redirect", ["product_id"])
    op.create_table(
        "image",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("format", sa.String),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("dhash", sa.String(16)),
        sa.Column("verdict", sa.Text()),
        sa.Column("fetched_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name="fk_image_listing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_image"),
    )
    op.create_index("ix_image_dhash", "image", ["dhash"])
    op.create_index("ix_image_listing_id", "image", ["listing_id"])
    op.create_index("ix_image_sha256", "image", ["sha256"])
    op.create_index("ix_image_status", "image", ["status"])
    op.create_table(
        "observation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(32), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["content_hash"], ["content.hash"], name="fk_observation_content_hash"),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name="fk_observation_listing_id"),
        sa.ForeignKeyConstraint(["run_id"], ["crawl_run.id"], name="fk_observation_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_observation"),
        sa.UniqueConstraint(
            "listing_id", "observed_at", "content_hash", name="uq_observation_listing_id_observed_at_content_hash"
        ),
    )
    op.create_table(
        "offer",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String, nullable=False),
        sa.Column("variant", sa.String),
        sa.Column("price", sa.BigInteger()),
        sa.Column("list_price", sa.BigInteger()),
        sa.Column("price_per", sa.String),
        sa.Column("price_status", sa.String, nullable=False),
        sa.Column("unit_amount", sa.BigInteger()),
        sa.Column("unit_per", sa.String),
        sa.Column("availability", sa.String),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("outlier", sa.Boolean(), nullable=False),
        sa.Column("sample_price", sa.Boolean(), nullable=False),
        sa.Column("lowest_30", sa.BigInteger()),
        sa.Column("honest_discount", sa.Boolean()),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name="fk_offer_listing_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_offer_product_id"),
        sa.PrimaryKeyConstraint("listing_id", name="pk_offer"),
    )
    op.create_index("ix_offer_product_id", "offer", ["product_id"])
    op.create_table(
        "price_day",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("price", sa.BigInteger()),
        sa.Column("list_price", sa.BigInteger()),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name="fk_price_day_listing_id"),
        sa.PrimaryKeyConstraint("listing_id", "day", name="pk_price_day"),
    )


def downgrade() -> None:
    op.drop_table("price_day")
    op.drop_table("offer")
    op.drop_table("observation")
    op.drop_table("image")
    op.drop_table("product_redirect")
    op.drop_table("listing")
    op.drop_table("certificate")
    op.drop_table("shop")
    op.drop_table("product")
    op.drop_table("crawl_run")
    op.drop_table("province")
    op.drop_table("producer")
    op.drop_table("marketplace")
    op.drop_table("content")
    op.drop_table("commune")
