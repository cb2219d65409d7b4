package io.rowcast.writer;

import io.rowcast.mapping.Mapping;

/** A table as it was for a while: how the records of that time are read, and what becomes of them. */
record MappedVersion(Mapping mapping, Intake intake) {}
