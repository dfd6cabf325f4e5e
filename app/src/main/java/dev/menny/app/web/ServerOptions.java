package dev.menny.app.web;

import java.util.Set;

/**
 * Where to listen and for whom.
 *
 * @param host name or address to bind to
 * @param port 0 for any that is free
 * @param publicHosts names that a proxy has for this server
 * @param maxUpload most bytes of a picture's file, at least 1
 */
public record ServerOptions(String host, int port, Set<String> publicHosts, long maxUpload) {
    /** Copies the names. */
    public ServerOptions {
        publicHosts = Set.copyOf(publicHosts);
    }
}
