using SmtpGen.Benchmarks.Peers.Loads;

namespace SmtpGen.Benchmarks.Peers.Report;

/// <summary>What was measured under a load.</summary>
internal sealed record LoadResult(Load Load, IReadOnlyList<Standing> Standings)
{
    /// <summary>The receivers that ratios are taken to, as far as they were measured.</summary>
    public IEnumerable<Standing> References => Load.References
        .Select(id => Standings.FirstOrDefault(standing => standing.Receiver.Id == id)).OfType<Standing>();

    /// <summary>The figures that anybody has.</summary>
    public IEnumerable<Figure> Figures => Figure.All.Where(figure => Standings.Any(standing => standing[figure] is not null));
}
