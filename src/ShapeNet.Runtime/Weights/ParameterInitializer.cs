namespace ShapeNet.Runtime;

/// <summary>First values of parameters, in PyTorch's order. A parameter's values depend on the seed and its name only.</summary>
internal static class ParameterInitializer
{
    /// <summary>Gives a parameter its first values.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="values">Room for the parameter's values.</param>
    public static void Fill(ParameterDefinition parameter, ulong seed, Span<float> values)
    {
        var how = parameter.Initialization;
        var fan = how.Mode == FanMode.FanIn ? how.FanIn : how.FanOut;
        var random = new RandomStream(seed, parameter.Name);
        switch (how.Initializer)
        {
            case Initializer.Default:
                Uniform(random, values, Math.Sqrt(1.0 / how.FanIn));
                break;
            case Initializer.Zeros:
                values.Clear();
                break;
            case Initializer.Ones:
                values.Fill(1);
                break;
            case Initializer.Constant:
                values.Fill((float)how.Value);
                break;
            case Initializer.KaimingUniform:
                Uniform(random, values, Math.Sqrt(6.0 / fan));
                break;
            case Initializer.KaimingNormal:
                Normal(random, values, Math.Sqrt(2.0 / fan));
                break;
            case Initializer.XavierUniform:
                Uniform(random, values, Math.Sqrt(6.0 / (how.FanIn + how.FanOut)));
                break;
            case Initializer.XavierNormal:
                Normal(random, values, Math.Sqrt(2.0 / (how.FanIn + how.FanOut)));
                break;
            case Initializer.Bilinear:
                Bilinear(parameter.Shape.AsSpan(), values);
                break;
            default:
                throw new InvalidOperationException($"Parameter '{parameter.Name}' has the unknown initialiser {how.Initializer}.");
        }
    }

    private static void Uniform(RandomStream random, Span<float> values, double bound)
    {
        foreach (ref var value in values)
            value = (float)((2 * random.NextDouble() - 1) * bound);
    }

    private static void Normal(RandomStream random, Span<float> values, double deviation)
    {
        foreach (ref var value in values)
            value = (float)(random.NextNormal() * deviation);
    }

    /// <summary>
    /// Bilinear interpolation from each input channel to the output channel of the same number, nothing between others.
    /// The shape is (in, out per group, rows, columns), or (out, in per group, rows, columns) for a convolution.
    /// </summary>
    private static void Bilinear(ReadOnlySpan<int> shape, Span<float> values)
    {
        var (channels, perGroup, rows, columns) = (shape[0], shape[1], shape[2], shape[3]);
        values.Clear();
        for (var channel = 0; channel < channels; channel++)
        {
            var kernel = values.Slice((channel * perGroup + channel % perGroup) * rows * columns, rows * columns);
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                    kernel[row * columns + column] = (float)(Tent(row, rows) * Tent(column, columns));
            }
        }

        // The weight of a position in a triangle over the kernel, as Long et al. 2015 initialise theirs.
        static double Tent(int position, int size)
        {
            var factor = (size + 1) / 2;
            var centre = size % 2 == 1 ? factor - 1 : factor - 0.5;
            return 1 - Math.Abs(position - centre) / factor;
        }
    }
}
