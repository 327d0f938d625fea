"""Server-rendered pages: Vietnamese first, English beside, whole without JavaScript."""
