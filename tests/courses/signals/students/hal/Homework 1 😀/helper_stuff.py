def window_start(i, stride): return i * stride
