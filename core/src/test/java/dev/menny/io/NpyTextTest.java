package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   \n",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, )}",
                "{'shape':(2,3),'fortran_order':False,'descr':'<f4'}",
                "  { 'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 2 , 3 ) , } \n"
            })
    void readsWhatPythonWouldRead(String text) throws NpyException {
        assertThat(NpyText.sizes(text)).containsExactly(2L, 3L);
    }

    @Test
    void readsShapesOfAnyRank() throws NpyException {
        assertThat(NpyText.sizes(Zips.text("'<f4'", "False", "()"))).isEmpty();
        assertThat(NpyText.sizes(Zips.text("'<f4'", "True", "(5,)"))).containsExactly(5L);
        assertThat(NpyText.sizes(Zips.text("'<f4'", "True", "(1, 5, 1)"))).isEqualTo(List.of(1L, 5L, 1L));
        assertThat(NpyText.sizes(Zips.text("'<f4'", "False", "(0, 999999999999999999)")))
                .containsExactly(0L, 999999999999999999L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{",
                "[]",
                "{'descr': '<f4'}",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': 3}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': '3'}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-3,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3 3)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,)}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (3,)}",
                "{'descr': '<f4', 'fortran_order': '0', 'shape': (3,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), 'descr': '<f4'}",
                "{'descr': '<f4' 'fortran_order': False, 'shape': (3,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)} more",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), more}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), __import__('os')}"
            })
    void refusesWhatNoArrayHas(String text) {
        assertThatThrownBy(() -> NpyText.sizes(text))
                .isInstanceOf(NpyException.class)
                .hasMessage("has a header that no plain array has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'<f8'", "'>f4'", "'<f2'", "'|O'", "[('a', '<f4')]", "'f4'", "'\u001b[31m'"})
    void refusesOtherTypes(String type) {
        assertThatThrownBy(() -> NpyText.sizes(Zips.text(type, "False", "(3,)")))
                .isInstanceOf(NpyException.class)
                .hasMessage("has the type %s, only '<f4' can be read: save it with .astype('float32')"
                        .formatted(type.replace('\u001b', '?')));
    }

    @Test
    void refusesColumnsFirstWhereThatIsAnotherOrder() {
        assertThatThrownBy(() -> NpyText.sizes(Zips.text("'<f4'", "True", "(2, 3)")))
                .isInstanceOf(NpyException.class)
                .hasMessage("lies column by column (fortran_order): save np.ascontiguousarray of it");
    }

    @Test
    void refusesMoreAxesThanAnyTensorHas() throws NpyException {
        assertThat(NpyText.sizes(Zips.text("'<f4'", "False", "(" + "1,".repeat(64) + ")")))
                .hasSize(64);
        assertThatThrownBy(() -> NpyText.sizes(Zips.text("'<f4'", "False", "(" + "1,".repeat(30_000) + ")")))
                .isInstanceOf(NpyException.class)
                .hasMessage("has 30,000 axes, no tensor needs that");
    }
}
