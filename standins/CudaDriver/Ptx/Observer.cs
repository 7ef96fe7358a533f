using ShapeNet.Standins.Cuda.Profile;
using ShapeNet.Standins.Cuda.Races;

namespace ShapeNet.Standins.Cuda.Ptx;

/// <summary>What looks on while kernels run: one of the two at most.</summary>
/// <param name="Profile">Counts what launches do; null where nobody wants to know.</param>
/// <param name="Races">Finds accesses that race; null where nobody looks for them.</param>
internal readonly record struct Observer(LaunchProfile? Profile = null, RaceChecker? Races = null);
