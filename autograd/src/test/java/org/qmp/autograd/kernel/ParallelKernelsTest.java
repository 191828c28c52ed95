package org.qmp.autograd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParallelKernelsTest {
  private static final Set<String> PRODUCTS =
      Set.of("affine", "timesTransposed", "transposedTimes");

  @ParameterizedTest
  @EnumSource(Precision.class)
  void anyNumberOfThreadsGivesTheSameBits(Precision precision) {
    for (int threads = 1; threads <= 4; threads++) {
      for (int kind = 0; kind < Products.all(precision).size(); kind++) {
        int which = kind;
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        try (ParallelKernels kernels =
            new ParallelKernels(
                IntStream.range(0, threads)
                    .mapToObj(t -> products(precision, Products.all(precision).get(which), workers))
                    .toList())) {
          ProductCase cases = new ProductCase(precision, new Random(threads), List.of(of(kernels)));
          cases.check(1, 100, 70, 130);
          cases.check(3, 64, 257, 33);
          cases.check(7, 33, 100, 33);
          cases.check(1, 3, 5, 7);
          assertEquals(threads, workers.size());
        }
      }
    }
  }

  @Test
  void aHelpersExceptionReachesTheCaller() {
    Mat x = Precision.FLOAT.zeros(256, 256);
    Kernels first = stub((method, arguments) -> answer(method));
    Kernels second =
        stub(
            (method, arguments) -> {
              if (PRODUCTS.contains(method.getName())) {
                throw new ArithmeticException(method.getName());
              }
              return answer(method);
            });
    try (ParallelKernels kernels = new ParallelKernels(List.of(first, second))) {
      Exception e =
          assertThrows(
              ArithmeticException.class,
              () -> kernels.transposedTimes(x, x, Precision.FLOAT.zeros(256, 256), false));
      assertEquals("transposedTimes", e.getMessage());
    }
  }

  @Test
  void allButProductsIsHandedToTheFirstAsItIs() throws ReflectiveOperationException {
    List<Object> calls = new ArrayList<>();
    Kernels first =
        stub(
            (method, arguments) -> {
              calls.add(method.getName());
              calls.addAll(Arrays.asList(arguments));
              return answer(method);
            });
    try (ParallelKernels kernels = new ParallelKernels(List.of(first))) {
      for (Method method : Kernels.class.getMethods()) {
        boolean own = PRODUCTS.contains(method.getName()) || method.getParameterCount() == 0;
        if (own || !Modifier.isAbstract(method.getModifiers())) {
          continue;
        }
        Object[] arguments =
            Arrays.stream(method.getParameterTypes()).map(ParallelKernelsTest::example).toArray();
        calls.clear();
        assertEquals(answer(method), method.invoke(kernels, arguments));
        List<Object> expected = new ArrayList<>(List.of(method.getName()));
        expected.addAll(Arrays.asList(arguments));
        assertArrayEquals(expected.toArray(), calls.toArray());
      }
    }
  }

  private static Object answer(Method method) {
    return method.getName().equals("precision")
        ? Precision.FLOAT
        : method.getReturnType() == double.class ? 7.5 : null;
  }

  private static Object example(Class<?> type) {
    if (type == double.class) {
      return 0.5;
    } else if (type == int.class) {
      return 3;
    } else if (type == int[].class) {
      return new int[1];
    } else if (type == double[].class) {
      return new double[1];
    } else if (type.isEnum()) {
      return type.getEnumConstants()[1];
    } else if (type == AdamStep.class) {
      return new AdamStep(0.9, 0.999, 1e-8);
    }
    return Precision.FLOAT.zeros(2, 2);
  }

  /** Kernels that know the precision and the products, and remember who called. */
  private static Kernels products(Precision precision, Products products, Set<Thread> workers) {
    return stub(
        (method, arguments) -> {
          if (!PRODUCTS.contains(method.getName())) {
            return method.getName().equals("precision") ? precision : null;
          }
          workers.add(Thread.currentThread());
          Method product = Products.class.getMethod(method.getName(), method.getParameterTypes());
          return product.invoke(products, arguments);
        });
  }

  private interface Answer {
    Object to(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static Kernels stub(Answer answer) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              try {
                return answer.to(method, arguments == null ? new Object[0] : arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static Products of(Kernels kernels) {
    return new Products() {
      @Override
      public void affine(Mat x, Mat w, Mat bias, double floor, Mat y, int from, int to) {
        kernels.affine(x, w, bias, floor, y, from, to);
      }

      @Override
      public void timesTransposed(Mat dy, Mat w, Mat dx, boolean add, int from, int to) {
        kernels.timesTransposed(dy, w, dx, add, from, to);
      }

      @Override
      public void transposedTimes(Mat x, Mat dy, Mat dw, boolean add, int from, int to) {
        kernels.transposedTimes(x, dy, dw, add, from, to);
      }
    };
  }
}
