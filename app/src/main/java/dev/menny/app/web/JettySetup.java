package dev.menny.app.web;

import io.javalin.config.JettyConfig;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** How Jetty listens, and what it puts up with. */
final class JettySetup {
    private static final int MAX_CONNECTIONS = 1000;
    private static final long IDLE_MILLIS = 30_000;
    // Once there are as many connections as there may be, those that only sit there go soon.
    private static final long CROWDED_IDLE_MILLIS = 5_000;
    private static final long STOP_MILLIS = 5_000;
    private static final int MAX_HEADER_BYTES = 8 << 10;
    // Pictures come in fewer pieces than with Jetty's 8 KiB, each of which wakes up a thread.
    private static final int REQUEST_BUFFER = 64 << 10;
    private static final int RESPONSE_BUFFER = 32 << 10;

    private JettySetup() {}

    static void apply(JettyConfig jetty, ServerOptions options) {
        apply(jetty, options, MAX_CONNECTIONS);
    }

    static void apply(JettyConfig jetty, ServerOptions options, int maxConnections) {
        jetty.threadPool = threads();
        jetty.modifyHttpConfiguration(JettySetup::http);
        jetty.modifyServer(JettySetup::server);
        jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
        jetty.addConnector((server, http) -> connector(server, http, options, maxConnections));
    }

    /**
     * Requests wait: for their bodies, for a decoder, for the network. Virtual threads wait at no cost, so that no number
     * of slow clients takes all of them. Under load they are as fast as a pool of 64, within what one can measure.
     */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(16, 4);
        threads.setName("menny-http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("menny-request-", 1).factory()));
        return threads;
    }

    private static void http(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setInputBufferSize(REQUEST_BUFFER);
        http.setOutputBufferSize(RESPONSE_BUFFER);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.addCustomizer((request, headers) -> {
            SecurityHeaders.set(headers::put);
            return request;
        });
    }

    private static void server(Server server) {
        server.setErrorHandler(new JettyErrors());
        server.setStopTimeout(STOP_MILLIS);
        server.setHandler(new GracefulHandler());
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, ServerOptions options, int maxConnections) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(maxConnections, connector);
        limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        connector.addBean(limit);
        return connector;
    }
}
