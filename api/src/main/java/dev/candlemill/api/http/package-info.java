/** Requests read strictly, answers and problems written. */
@NullMarked
package dev.candlemill.api.http;

import org.jspecify.annotations.NullMarked;
