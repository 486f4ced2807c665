using SmtpGen.Reference.Statecharts;

namespace SmtpGen.Reference.Tests.Statecharts;

/// <summary>Charts that no protocol need have: any nesting, any way, any edges, long names and names of wide characters.</summary>
internal sealed class RandomCharts
{
    private static readonly string[] s_verbs = ["A", "MAIL", "STARTTLS", "LIST OVERVIEW.FMT", "認証", "x-very-long-command-of-somebody"];
    private readonly Random _random;
    private readonly List<string> _states = [];
    private int _count;

    private RandomCharts(int seed) => _random = new Random(seed);

    public static Statechart Write(int seed) => new RandomCharts(seed).Write();

    private Statechart Write()
    {
        int count = _random.Next(4) == 0 ? 1 : _random.Next(1, 41);
        var roots = new List<ChartNode>();
        while (_states.Count < count)
            roots.Add(Node(0, count));
        List<string> way = [.. _states.Where(_ => _random.Next(3) > 0).DefaultIfEmpty(_states[0])];
        if (_random.Next(3) == 0)
            (way[^1], way[way.Count / 2]) = (way[way.Count / 2], way[^1]);
        if (way[0] != _states[0])
            way = [_states[0], .. way.Where(state => state != _states[0])];
        var edges = way.Prepend("").Zip(way).Select(step => new ChartEdge(step.First, step.Second, EdgeKind.Way, Commands(3))).ToList();
        if (_random.Next(2) == 0 && way.Count > 1)
            edges.Add(new ChartEdge(way[^1], way[0], EdgeKind.Way, Commands(3)));
        List<ChartNode> all = [.. roots.SelectMany(root => root.Nodes)];
        for (int i = _random.Next(3 * count); i > 0; i--)
        {
            var from = _random.Next(8) == 0 ? null : all[_random.Next(all.Count)];
            var kind = _random.Next(3) == 0 ? EdgeKind.Refusal : EdgeKind.Other;
            var edge = new ChartEdge(from?.Name ?? "", Pick(_states), kind, Commands(4)) { IsOfGroup = from is { IsGroup: true } };
            if (edge.From != edge.To && !edges.Exists(other => other.From == edge.From && other.To == edge.To))
                edges.Add(edge);
        }

        return new Statechart("Random", roots, edges, way);
    }

    private ChartNode Node(int depth, int count)
    {
        string name = Pick(["State", "受信待ち", "W", "ANameThatIsLongerThanAnyNameShouldBe", "iii"]) + _count++;
        var children = new List<ChartNode>();
        if (depth < 4 && _random.Next(3) == 0)
        {
            for (int i = _random.Next(1, 5); i > 0 && (_states.Count < count || children.Count == 0); i--)
                children.Add(Node(depth + 1, count));
        }
        else
        {
            _states.Add(name);
        }

        return new ChartNode(name, children.Count == 0 && _random.Next(6) == 0, children, _random.Next(2) == 0 ? [] : Commands(14), Commands(2));
    }

    private List<ChartCommand> Commands(int most) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => new ChartCommand(
        Pick(s_verbs), _random.Next(5) == 0 ? "354" : "", [.. Enumerable.Range(250, _random.Next(6)).Select(code => $"{code}")], []))];

    private string Pick(IReadOnlyList<string> of) => of[_random.Next(of.Count)];
}
