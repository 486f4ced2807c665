namespace SmtpGen.Language.Grammar;

/// <summary>
/// Finds places for the rows of an automaton, most of which are nearly empty, such that each lies in the gaps of others (row displacement). The
/// fullest go first, and each takes the first place where it fits.
/// </summary>
internal sealed class RowPlaces
{
    // An entry names its place in its row by eight bits.
    private const int Marks = 256;

    private readonly HashSet<int> _places = [];
    private readonly int _stride;
    private bool[] _isTaken;
    private int _firstFree;

    private RowPlaces(int stride, int stateCount)
    {
        _stride = stride;
        _isTaken = new bool[stride * (stateCount + 1)];
    }

    /// <summary>For each state the place of its row; the start's is 0, and the dead state has none.</summary>
    /// <param name="automaton">The automaton.</param>
    /// <param name="length">Number of entries within which all rows lie.</param>
    public static int[] Of(Automaton automaton, out int length)
    {
        var rows = new RowPlaces(automaton.ClassCount + 1, automaton.StateCount);
        int[] places = new int[automaton.StateCount];
        var states = Enumerable.Range(Automaton.StartState, automaton.StateCount - Automaton.StartState)
            .Select(state => (State: state, Used: UsedPlaces(automaton, state)))
            .OrderBy(row => row.State != Automaton.StartState).ThenByDescending(row => row.Used.Count);
        foreach (var (state, used) in states)
            places[state] = rows.Add(used);
        length = rows._places.Max() + rows._stride;
        return places;
    }

    private static List<int> UsedPlaces(Automaton automaton, int state)
    {
        var used = new List<int>();
        for (int i = 0; i < automaton.ClassCount; i++)
        {
            if (automaton.Next[(state * automaton.ClassCount) + i] != Automaton.DeadState)
                used.Add(i);
        }

        if (automaton.AcceptActions[state] != 0)
            used.Add(automaton.ClassCount);
        return used;
    }

    private int Add(List<int> used)
    {
        int place = used.Count == 0 ? 0 : Math.Max(0, _firstFree - used[0]);
        while (!Fits(place, used))
            place++;
        _places.Add(place);
        if (place + _stride > _isTaken.Length)
            Array.Resize(ref _isTaken, 2 * (place + _stride));
        foreach (int i in used)
            _isTaken[place + i] = true;
        while (_firstFree < _isTaken.Length && _isTaken[_firstFree])
            _firstFree++;
        return place;
    }

    // Two rows at one place would have the same entries, and so would those of which one calls an entry by the mark that the other has for another.
    private bool Fits(int place, List<int> used)
    {
        if (_places.Contains(place) || (_stride > Marks && (_places.Contains(place - Marks) || _places.Contains(place + Marks))))
            return false;
        foreach (int i in used)
        {
            if (place + i < _isTaken.Length && _isTaken[place + i])
                return false;
        }

        return true;
    }
}
