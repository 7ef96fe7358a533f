using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>The sum of each channel over images and pixels: the gradient of a bias.</summary>
/// <typeparam name="TShape">The tensor's shape; Height and Width are 1 for features.</typeparam>
public static unsafe class ChannelSumKernel<TShape>
    where TShape : struct, IChannelShape
{
    /// <summary>sums[c] = Σ input[…, c].</summary>
    /// <param name="context">Batch, threads and vectors.</param>
    /// <param name="input">Height × Width × Channels for each image.</param>
    /// <param name="sums">One value for each channel.</param>
    /// <param name="scratch">Temporary memory of <see cref="RunScratch"/>.</param>
    public static void Run(CpuContext context, CpuBuffer input, CpuBuffer sums, CpuBuffer scratch)
    {
        var chunks = ChannelChunks.PerImage<TShape>() * context.Batch;
        VectorWork.Run(context, chunks, new ChunkWork(input.Pointer, scratch.Pointer));
        var totals = (double*)context.Threads.Workspace(0);
        new Span<double>(totals, TShape.Channels).Clear();
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            for (var channel = 0; channel < TShape.Channels; channel++)
                totals[channel] += scratch.Pointer[((long)chunk * TShape.Channels) + channel];
        }

        for (var channel = 0; channel < TShape.Channels; channel++)
            sums.Pointer[channel] = (float)totals[channel];
    }

    /// <summary>Temporary memory of <see cref="Run"/>: ⌈Height · Width / 128⌉ · Channels for each image.</summary>
    public static ScratchSize RunScratch() =>
        new(FixedFloats: 0, (long)ChannelChunks.PerImage<TShape>() * TShape.Channels);

    private readonly struct ChunkWork(float* input, float* sums) : IVectorWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute<TSimd, TVector>(int item, float* workspace)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            var values = input + (ChannelChunks.First<TShape>(item, out var pixels) * TShape.Channels);
            var target = sums + ((long)item * TShape.Channels);
            new Span<float>(target, TShape.Channels).Clear();
            for (; pixels > 0; pixels--)
            {
                var channel = 0;
                for (; channel + TSimd.Lanes <= TShape.Channels; channel += TSimd.Lanes)
                    TSimd.Store(target + channel, TSimd.Add(TSimd.Load(target + channel), TSimd.Load(values + channel)));
                for (; channel < TShape.Channels; channel++)
                    target[channel] += values[channel];
                values += TShape.Channels;
            }
        }
    }
}
