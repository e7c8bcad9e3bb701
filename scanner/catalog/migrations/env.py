"""What Alembic runs: the steps, on the connection that the catalogue hands over, in its transaction."""

from alembic import context

from scanner.catalog.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
