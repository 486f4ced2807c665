using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>A loop over what there is several of, which nobody writes for one turn.</summary>
/// <param name="Head">The block that asks whether there is another turn.</param>
/// <param name="Blocks">Its blocks.</param>
/// <param name="Ends">The blocks that lead back to the head.</param>
internal sealed record Loop(BasicBlock Head, HashSet<int> Blocks, IReadOnlyList<BasicBlock> Ends)
{
    /// <summary>The statement.</summary>
    public StatementSyntax? Statement => Head.BranchValue?.Syntax is CommonForEachStatementSyntax each ? each : Head.BranchValue?.Syntax.Parent as StatementSyntax;

    /// <summary>The loops of a graph.</summary>
    public static IEnumerable<Loop> In(ControlFlowGraph graph)
    {
        foreach (var head in graph.Blocks.Where(IsHead))
        {
            var ends = head.Predecessors.Select(way => way.Source).Where(source => source.Ordinal >= head.Ordinal).Distinct().ToList();
            if (ends.Count == 0)
                continue;
            var blocks = new HashSet<int> { head.Ordinal };
            var pending = new Stack<BasicBlock>(ends);
            while (pending.Count > 0)
            {
                var block = pending.Pop();
                if (!blocks.Add(block.Ordinal))
                    continue;
                foreach (var way in block.Predecessors)
                    pending.Push(way.Source);
            }

            yield return new Loop(head, blocks, ends);
        }
    }

    /// <summary>The blocks through which every whole turn goes.</summary>
    public IEnumerable<int> OnEachTurn(ControlFlowGraph graph) => Blocks.Where(block => block != Head.Ordinal && !Ends.Any(end => Reaches(graph, end.Ordinal, block)));

    private bool Reaches(ControlFlowGraph graph, int end, int without)
    {
        if (end == without)
            return false;
        var seen = new HashSet<int> { Head.Ordinal };
        var pending = new Stack<int>(seen);
        while (pending.Count > 0)
        {
            var block = graph.Blocks[pending.Pop()];
            if (block.Ordinal == end)
                return true;
            foreach (var way in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
            {
                if (way?.Destination?.Ordinal is { } next && next != without && Blocks.Contains(next) && seen.Add(next))
                    pending.Push(next);
            }
        }

        return false;
    }

    private static bool IsHead(BasicBlock block) => block.BranchValue?.Syntax is { } condition
        && (condition is CommonForEachStatementSyntax || condition.Parent is CommonForEachStatementSyntax
            || (condition.Parent is ForStatementSyntax loop && loop.Condition == condition));
}
