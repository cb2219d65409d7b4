/**
 * Tools for those who write mappings: case files and their run, a model of what Redis holds, first drafts of mapping
 * files.
 *
 * <p>Enters: case files, tables and rows as people write them, outlines of MySQL's tables. Leaves: results of cases, and
 * the text of mapping files. It needs no server: whoever runs a mapping here runs the one that the pipeline runs.
 */
@NullMarked
package io.rowcast.author;

import org.jspecify.annotations.NullMarked;
