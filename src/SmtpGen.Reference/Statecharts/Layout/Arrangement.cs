namespace SmtpGen.Reference.Statecharts;

/// <summary>The slots of a chart in their order, and the routes between them with their sides and rows.</summary>
internal sealed class Arrangement
{
    private int _count;

    public Arrangement(Statechart chart)
    {
        Chart = chart;
        Start = new Slot(new ChartNode("", false, [], [], []), null, _count++);
        Roots = [.. chart.Roots.Select(root => Add(root, null))];
        Routes = [.. chart.Edges.Select(edge => new Route(edge, Find(chart.Source(edge)), Find(chart.States.First(state => state.Name == edge.To))))];
        foreach (var route in Routes.Where(route => route.Edge.Kind == EdgeKind.Way && IsClear(route)))
            route.Source.Straight = route;
        foreach (var route in Straight)
            MarkPassed(route);
        foreach (var slot in Slots)
            slot.IsOnWay = slot.Node.States.Any(state => Straight.Any(route => route.Target.Node == state));
        Tracks = [.. Routes.Except(Straight)
            .GroupBy(route => (route.Target, route.Edge.Kind, route.IsRight))
            .Select(group => new Track(group.Key.Target, [.. group]))];
        foreach (var slot in Slots.Prepend(Start))
            AddRows(slot);
    }

    public Statechart Chart { get; }

    public Slot Start { get; }

    public IReadOnlyList<Slot> Roots { get; }

    /// <summary>All slots but the start, from top to bottom.</summary>
    public List<Slot> Slots { get; } = [];

    public IReadOnlyList<Route> Routes { get; }

    public IReadOnlyList<Track> Tracks { get; }

    /// <summary>The parts of the straight line.</summary>
    public IEnumerable<Route> Straight => Slots.Prepend(Start).Select(slot => slot.Straight).OfType<Route>();

    private Slot Add(ChartNode node, Slot? parent)
    {
        var slot = new Slot(node, parent, _count++);
        Slots.Add(slot);
        slot.Children.AddRange(node.Children.Select(child => Add(child, slot)));
        return slot;
    }

    private Slot Find(ChartNode? node) => Slots.Find(slot => ReferenceEquals(slot.Node, node)) ?? Start;

    // A straight line may not meet the box of another state of the way: groups can force such an order.
    private bool IsClear(Route route) =>
        route.IsForward && !Between(route).Any(slot => Chart.Way.Contains(slot.Node.Name));

    private IEnumerable<Slot> Between(Route route) =>
        Slots.Where(slot => !slot.IsGroup && slot.Index > route.Source.Index && slot.Index < route.Target.Index);

    private void MarkPassed(Route route)
    {
        foreach (var slot in Between(route))
            slot.IsPassed = true;
        foreach (var group in Enumerable.Reverse(Slots).Where(slot => slot.IsGroup))
            group.IsPassed = group.Children.TrueForAll(child => child.IsPassed);
    }

    // What arrives from above stands above what leaves downwards, and the nearest target is the last, so that lines at one side do not cross.
    private void AddRows(Slot slot)
    {
        var arriving = Tracks.Where(track => track.Target == slot).ToList();
        var leaving = Tracks.SelectMany(track => track.Routes).Where(route => route.Source == slot).OrderByDescending(route => route.Target.Index).ToList();
        foreach (var track in arriving.Where(track => track.Routes[0].IsRight))
            slot.Right.AddIn(track);
        foreach (var route in leaving)
            (route.IsRight ? slot.Right : slot.Left).AddOut(route);
        foreach (var track in arriving.Where(track => !track.Routes[0].IsRight))
            slot.Left.AddIn(track);
    }
}
