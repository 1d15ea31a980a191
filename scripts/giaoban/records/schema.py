"""JSON Schemas of the files that editors write, made from the classes of records, for YAML's language server.

Draft 7, which that server reads. It takes ``71`` for a number and ``2018`` for one, where the records read every value as text
(`giaoban.records.marks`), so a text may be a number here. What a schema cannot say, ``giaoban check`` does.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo

from giaoban import kinds
from giaoban.records import layout, models, wording
from giaoban.records.complaints import READ_FROM_BODY
from giaoban.records.model import Model, Refers, one_or_many

FOLDER = "schemas"
_DRAFT = "http://json-schema.org/draft-07/schema#"
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_EDTF = rf"^({_DAY}[?~%]?(/{_DAY}[?~%]?)?|\[ ?{_DAY} ?\.\. ?{_DAY} ?\])$"
_NUMBER = r"^-?\d{1,15}(\.\d{1,9})?$"
_WEB = r"^https?://\S+$"

Schema = dict[str, Any]


def every() -> Mapping[str, Schema]:
    """File name (``leader.schema.json``) to the schema of what such a file holds."""
    kinds_of_files = [folder.kind for folder in layout.folders().values()]
    found = {kind: _file_schema(_Definitions(), kind) for kind in kinds_of_files}
    return {
        f"{name}.schema.json": schema for name, schema in {**found, **{n: _lists(n) for n in layout.lists()}}.items()
    }


class _Definitions(dict[str, Schema]):
    """The schemas of all classes that one schema uses, by name."""

    def of(self, model: type[Model]) -> Schema:
        """A reference to the schema of a class."""
        if model.__name__ not in self:
            self[model.__name__] = {}
            self[model.__name__].update(self._object(model))
        return {"$ref": f"#/definitions/{model.__name__}"}

    def _object(self, model: type[Model]) -> Schema:
        properties, required = {}, []
        for name, field in model.model_fields.items():
            key = field.alias or name
            if key in READ_FROM_BODY:
                continue
            title, says = wording.of_key(model.__name__, key)
            properties[key] = {"title": title, "description": says, **self._field(field)}
            if field.is_required():
                required.append(key)
        found: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
        return found | ({"required": required} if required else {})

    def _field(self, field: FieldInfo) -> Schema:
        schema = self._type(field.annotation, field.metadata)
        for mark in field.metadata:
            if getattr(mark, "min_length", None) and schema.get("type") == "array":
                schema["minItems"] = mark.min_length
        return schema

    def _type(self, annotation: Any, metadata: Any = ()) -> Schema:
        """The schema of a type, with what its annotations say."""
        origin, inner = get_origin(annotation), get_args(annotation)
        if isinstance(annotation, type) and issubclass(annotation, Model):
            return self.of(annotation)
        if origin is Literal:
            return _choice(inner)
        if origin is tuple:
            item = self._with_constraints(inner[0])
            many: Schema = {"type": "array", "items": item}
            takes_one = any(isinstance(mark, BeforeValidator) and mark.func is one_or_many for mark in metadata)
            return {"anyOf": [item, {**many, "minItems": 1}]} if takes_one else many
        if origin in {Union, types.UnionType}:
            return self._with_constraints(next(part for part in inner if part is not type(None)))
        return _scalar(annotation, metadata)

    def _with_constraints(self, annotation: Any) -> Schema:
        more = getattr(annotation, "__metadata__", None)
        return self._type(annotation.__origin__, more) if more else self._type(annotation)


def _choice(values: tuple[str, ...]) -> Schema:
    said = [wording.VALUES[value][0] if value in wording.VALUES else value for value in values]
    plain: Schema = {"type": "string", "enum": list(values)}
    return plain if list(values) == said else plain | {"enumDescriptions": said, "markdownEnumDescriptions": said}


def _scalar(annotation: Any, metadata: Any) -> Schema:
    if annotation is bool:
        return {"type": ["boolean", "string"], "pattern": "^(?:true|false)$"}
    if annotation is int:
        bounds = {
            name: getattr(m, attr)
            for m in metadata
            for name, attr in (("minimum", "ge"), ("maximum", "le"))
            if hasattr(m, attr)
        }
        return {"type": ["integer", "string"], "pattern": r"^\d+$", **bounds}
    if annotation is not str:
        return {"type": ["number", "string"], "pattern": _NUMBER}
    named = {getattr(getattr(mark, "func", None), "__name__", "") for mark in metadata}
    if named & {"_edtf", "_day"}:
        return {"type": ["string", "integer"], "pattern": _EDTF}
    schema: Schema = {"type": ["string", "number"]}
    for mark in metadata:
        if isinstance(mark, Refers):
            schema["type"] = "string"
        if isinstance(mark, StringConstraints):
            if mark.pattern:
                schema |= {"type": "string", "pattern": mark.pattern}
            schema |= {"minLength": mark.min_length} if mark.min_length else {}
            schema |= {"maxLength": mark.max_length} if mark.max_length else {}
    if "_web_address" in named:
        schema |= {"type": "string", "pattern": _WEB}
    return schema


def _file_schema(definitions: _Definitions, kind: str) -> Schema:
    """The schema of a file that holds one record."""
    own = models.get(kind)
    definitions.of(own)
    schema = definitions.pop(own.__name__)
    return _with_titles(kinds.get(kind).label, schema, definitions)


def _lists(name: str) -> Schema:
    """The schema of a file of lists."""
    definitions, properties = _Definitions(), {}
    for key, model in layout.list_models(name).items():
        title, says = wording.of_key(name, key)
        properties[key] = {"title": title, "description": says, "type": "array", "items": definitions.of(model)}
    labels = ", ".join(kinds.get(kind).label for kind in layout.lists()[name].values())
    return _with_titles(
        labels, {"type": "object", "additionalProperties": False, "properties": properties}, definitions
    )


def _with_titles(title: str, schema: Schema, definitions: _Definitions) -> Schema:
    whole = {"$schema": _DRAFT, "title": title, **schema}
    return whole | ({"definitions": dict(sorted(definitions.items()))} if definitions else {})
