/** Who may ask for what: tokens, sessions, roles, and where a request came from. */
@NullMarked
package dev.candlemill.api.security;

import org.jspecify.annotations.NullMarked;
