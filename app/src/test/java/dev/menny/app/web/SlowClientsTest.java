package dev.menny.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.app.RawHttp;
import dev.menny.app.TestPictures;
import dev.menny.app.TestServer;
import dev.menny.app.TestWeights;
import dev.menny.app.inference.QueueFullException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who sends little and slowly holds little. */
@Timeout(60)
class SlowClientsTest {
    private static final int CLIENTS = 300;

    @TempDir
    private Path folder;

    @Test
    void halfSentUploadsTakeNoPlaces() throws IOException {
        byte[] started = "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nstart"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = RawHttp.post("/api/predict", "", TestPictures.png(40, 40, 1));
        List<Socket> slow = new ArrayList<>();
        try (TestServer server = TestServer.start(TestWeights.save(folder.resolve("a.safetensors"), 32, 1))) {
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                slow.add(socket);
                socket.getOutputStream().write(started);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(RawHttp.exchange(server.port(), whole).status()).isEqualTo(200);
            }
            assertThat(server.inference().admitted()).isZero();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aSpentBudgetRefusesAndIsGivenBack() {
        ByteBudget budget = new ByteBudget(100);
        try (ByteBudget.Share first = budget.open();
                ByteBudget.Share second = budget.open()) {
            first.grow(60);
            assertThatThrownBy(() -> second.grow(41)).isInstanceOf(QueueFullException.class);
            second.grow(40);
            assertThat(budget.left()).isZero();
        }
        assertThat(budget.left()).isEqualTo(100);
    }
}
