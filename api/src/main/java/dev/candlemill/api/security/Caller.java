package dev.candlemill.api.security;

/**
 * Who asks.
 *
 * @param isBySession whether by a cookie, which a browser sends along for any page
 */
public record Caller(Role role, boolean isBySession) {}
