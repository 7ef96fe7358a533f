namespace ILGPU.Rewriting;

/// <summary>Numbers the places of a kernel that faults may name.</summary>
internal sealed class SourcePlaces
{
    private readonly List<Place> places = [];
    private readonly Dictionary<Place, int> numbers = [];

    public int Count => places.Count;

    public int Number(Place place)
    {
        if (numbers.TryGetValue(place, out var number))
            return number;
        places.Add(place);
        return numbers[place] = places.Count - 1;
    }

    public string Describe(int number) => SourceLines.Describe(places[number]);
}
