"""Pictures of the sample goods, drawn by the program: flat illustrations, the same name always the same picture."""

from .drawing import draw
from .name import PictureName

__all__ = ["PictureName", "draw"]
