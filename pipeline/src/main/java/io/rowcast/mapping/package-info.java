/**
 * Mapping files, compiled against the real columns, and what they make of a row change: Redis commands.
 *
 * <p>Enters: the text of mapping files, {@link io.rowcast.model.TableSchema}s, {@link io.rowcast.model.RowChange}s. Leaves:
 * {@link io.rowcast.model.Command}s. It is pure: no I/O, clock, randomness or logger; the same change gives the same
 * commands always. The way through it: {@link io.rowcast.mapping.MappingFile} (as written) → {@link
 * io.rowcast.mapping.MappingCompiler} (all problems at once) → {@link io.rowcast.mapping.Mapping} (as run, shared by
 * threads).
 *
 * <p><b>A row change.</b> Each output computes an {@link io.rowcast.mapping.Entry} from the row as it was and one from the
 * row as it is: key, place in the key (field or member), content. There is none when the row does not exist, when {@code
 * when} is not true, or when a part that it needs is NULL: the key, the field or member, the value of a string, list or
 * hash field, the score. From the two follows what happens: none → entry: it arrives; entry → none: it leaves; same place:
 * it changes, and if nothing is different and there is no {@code ttl}, nothing is done; another place: it leaves the one
 * and arrives at the other. For one row change all leaves of all outputs come first, in the order of the file, then
 * arrivals and changes in the order of the file. An output may have a {@code when} of its own.
 *
 * <p><b>Lists</b>, and strings with {@code append}, take a value when the row arrives (insert, entry into {@code when}, new
 * primary key) and on no other change; they keep what they were given, as a <b>Bloom filter</b> does its items.
 * <b>Counters</b> are moved by after − before; a NULL {@code sum} contributes nothing. Whether a counter is moved by integers or by exact
 * decimals follows from the type of {@code sum}, never from a value. <b>Time to live</b> is set anew after each write,
 * also when the row changed in nothing the output shows; taking a member or field out does not renew it.
 *
 * <p><b>More than one place.</b> With {@code each} a row has an entry for every element of a list; elements that are gone
 * leave. Streams and channels take every change of a row, also of what they do not show, and tell it as an arrival, a
 * change or a departure. {@code on_delete: keep} lets
 * stand what a deleted row wrote; {@code tombstone} puts a marker in its place.
 *
 * <p><b>Explained.</b> {@link io.rowcast.mapping.Mapping#explain} says of one change what each output does and why, by the
 * same standings and commands.
 *
 * <p><b>Whose key it is.</b> An output owns the keys that its template can make, so that a table that begins anew is swept
 * by {@code SCAN}. Outputs of several tables may write the same keys if all say {@code shared}; then the table enters what
 * it wrote in a {@link io.rowcast.mapping.Ledger}, and exactly that is taken back.
 *
 * <p><b>Expressions</b> are CEL with its extensions for strings, math, regular expressions and optional values, and with functions
 * of our own (see {@link io.rowcast.mapping.Language}, which also bounds what an expression may cost); a plain column or let name takes a way without CEL,
 * and may be any name MySQL allows. Types: INTEGER is {@code int}, UNSIGNED {@code uint}, DECIMAL {@code decimal} (exact, see
 * {@link io.rowcast.mapping.Decimal}), FLOATING {@code double}, JSON {@code dyn}, all others {@code string}. Numbers of
 * different types mix: with a {@code decimal} the result is {@code decimal}, else with a {@code double} {@code double},
 * else {@code uint}. Integers do not wrap: overflow makes the row unmappable.
 *
 * <p><b>NULL.</b> The rules:
 *
 * <ol>
 *   <li>A column that may be NULL can be compared with {@code null} and with values; it equals only {@code null}.
 *   <li>An expression that cannot be computed because a column or let it uses is NULL, is NULL: every function and operator
 *       does so but {@code ==}, {@code !=}, {@code in}, {@code ?:} and {@code coalesce}; {@code &&} and {@code ||} do so when the other side does not
 *       decide alone.
 *   <li>{@code coalesce(a, b, …)} is the first of them that is there: not NULL, and no member or element that a JSON
 *       document does not have.
 *   <li>An optional value that is empty ({@code doc.?member}) is NULL as the result of an expression.
 *   <li>A JSON {@code null} equals {@code null} and is NULL as a result and for {@code coalesce}; a function that is given one
 *       fails.
 *   <li>{@code when} holds only if it is true.
 *   <li>Any other failure (division by zero, a number out of range, a JSON member that is not there, a text that is no date)
 *       makes the row unmappable.
 * </ol>
 *
 * <p>A let is computed at most once for each image of a row, and only if something uses it.
 */
@NullMarked
package io.rowcast.mapping;

import org.jspecify.annotations.NullMarked;
