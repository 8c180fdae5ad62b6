/**
 * Bars from CSV files, gzipped or not: every line is read once, sorted into a store on disk, and
 * read from there page by page, so that neither the order of lines nor the number of files matters.
 */
@NullMarked
package dev.candlemill.provider.file;

import org.jspecify.annotations.NullMarked;
