using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Format;

/// <summary>
/// Puts pieces into lines. Every member, row and clause begins a line, unless it stands after another one with a semicolon between
/// them, or in a block of one line. Where a line breaks inside of one of these is its author's.
/// </summary>
internal sealed class LineBreaker
{
    private readonly List<Piece> _pieces;
    private readonly Stack<Block> _blocks = new();
    private readonly Stack<Line> _items = new();
    private readonly List<Line> _lines = [];
    private Line? _line;
    private bool _isSeparated;

    private LineBreaker(List<Piece> pieces)
    {
        _pieces = pieces;
        _blocks.Push(new Block(0, "") { HasMembers = true });
    }

    /// <summary>The lines of a file.</summary>
    public static List<Line> Break(List<Piece> pieces)
    {
        var breaker = new LineBreaker(pieces);
        for (int i = 0; i < pieces.Count; i++)
            breaker.Add(i);
        return breaker._lines;
    }

    private void Add(int index)
    {
        var piece = _pieces[index];
        bool closes = piece.Is("}");
        bool isBroken = AddComments(piece, closes);
        if (piece.Kind == TokenKind.End)
            return;
        if (IsSeparator(index))
        {
            AddSeparator(piece, index);
            return;
        }

        var inner = _blocks.Peek();
        if (closes && _blocks.Count > 1)
            _blocks.Pop();
        if (isBroken || _line is null || Breaks(piece, closes, inner))
            StartLine(piece, closes, inner);
        else if (piece.Item is ItemKind.Row && !_isSeparated && inner is { IsOneLine: true, IsSeparable: true } && !_line.Pieces[_line.Pieces.Count - 1].Is("{"))
            _line.Pieces.Add(new Piece(";", TokenKind.Symbol) { IsGlued = true });
        _line!.Pieces.Add(piece);
        _isSeparated = false;
        if (piece.Is("{"))
            Open(index);
        else if (closes && _items.Count > 1)
            _items.Pop();
    }

    // The rows of a block may be separated by commas too, and by more than one separator.
    private bool IsSeparator(int index)
    {
        if (_pieces[index].Is(";"))
            return true;
        int next = index;
        while (_pieces[next].Is(",") || _pieces[next].Is(";"))
            next++;
        return next > index && (_pieces[next].Is("}") || _pieces[next].Item is ItemKind.Row);
    }

    // It is needed only between what stands in one line; where a doc comment stands before it, this belongs to it, and not to what follows.
    private void AddSeparator(Piece piece, int index)
    {
        var next = _pieces[index + 1];
        bool isDocumented = piece.Comments.Any(comment => comment.Text.StartsWith("///", StringComparison.Ordinal));
        bool joins = _blocks.Peek().IsSeparable && !_isSeparated && !next.Is("}") && !next.Is(";") && !next.Is(",") && next.Comments.Count == 0
            && !next.StartsLine && piece.Comments.Count == 0 && _line is { LastComment: null };
        if (isDocumented)
            StartLine(piece, closes: false, _blocks.Peek());
        if (isDocumented || joins)
            _line!.Pieces.Add(new Piece(";", TokenKind.Symbol) { IsGlued = true });
        _isSeparated = joins;
    }

    private bool Breaks(Piece piece, bool closes, Block inner)
    {
        var last = _line!.Pieces[_line.Pieces.Count - 1];
        if (closes)
            return !inner.IsOneLine;
        if (inner.IsOneLine)
            return false;
        if (last.Is("{"))
            return true;
        return piece.Item switch
        {
            ItemKind.Member or ItemKind.Text => true,
            ItemKind.Row => !_isSeparated,
            ItemKind.Answer => piece.StartsLine,
            _ => piece.StartsLine && !piece.IsGlued && !piece.Is("{") && !last.Is("(") && !last.Is("["),
        };
    }

    private bool AddComments(Piece piece, bool closes)
    {
        bool isBroken = false;
        foreach (var comment in piece.Comments)
        {
            if (!comment.StartsLine && _line is { LastComment: null })
            {
                _line.LastComment = comment.Text;
            }
            else
            {
                bool begins = piece.Item is not null || closes || piece.Kind == TokenKind.End;
                _lines.Add(_line = new Line(_blocks.Peek())
                {
                    Comment = comment.Text,
                    IsAfterBlank = comment.IsAfterBlank && begins && !IsFirst(),
                    Continues = begins ? null : Continuation(piece),
                });
            }

            isBroken = true;
        }

        return isBroken;
    }

    private void StartLine(Piece piece, bool closes, Block inner)
    {
        bool begins = piece.Item is not null || closes;
        _lines.Add(_line = new Line(_blocks.Peek())
        {
            IsAfterBlank = piece.IsAfterBlank && piece.Item is not null && (_lines.Count > 0 && (_lines[_lines.Count - 1].Comment is not null || !IsFirst())),
            Continues = begins ? null : Continuation(piece),
        });
        if (begins && !closes)
        {
            if (_items.Count == _blocks.Count)
                _items.Pop();
            _items.Push(_line);
        }
    }

    // Nothing is set apart from the beginning of a block, except the first member.
    private bool IsFirst() => _lines.Count == 0 || (_lines[_lines.Count - 1] is { } last && last.Pieces.Count > 0 && last.Pieces[last.Pieces.Count - 1].Is("{") && !_blocks.Peek().HasMembers);

    private void Open(int index)
    {
        var outer = _blocks.Peek();
        int end = index + 1;
        int open = 1;
        bool isOneLine = true;
        bool isSeparable = true;
        for (; _pieces[end].Kind != TokenKind.End; end++)
        {
            var piece = _pieces[end];
            isOneLine &= !piece.StartsLine && piece.Comments.Count == 0;
            if (piece.Item is ItemKind.Member or ItemKind.Text)
                (isOneLine, isSeparable) = (false, isSeparable && open > 1);
            open += piece.Is("{") ? 1 : piece.Is("}") ? -1 : 0;
            if (open == 0)
                break;
        }

        _blocks.Push(new Block(outer.Depth + 1, Owner())
        {
            IsOneLine = isOneLine || outer.IsOneLine,
            IsSeparable = isSeparable,
            HasMembers = _pieces[index + 1].Item is ItemKind.Member,
        });
        _items.Push(_line!);
    }

    private string Owner()
    {
        var pieces = _items.Count > 0 ? _items.Peek().Pieces : _line!.Pieces;
        return pieces.Count > 1 && pieces[0].IsWord("change") ? pieces[1].Text : pieces.Count > 0 ? pieces[0].Text : "";
    }

    private Continuation? Continuation(Piece piece)
    {
        if (_items.Count == 0)
            return null;
        var item = _items.Peek();
        int first = _lines.LastIndexOf(item);
        var before = _lines.Skip(first).Where(line => line.Pieces.Count > 0).SelectMany(line => line.Pieces.Select((inner, index) => (Line: line, Index: index, Piece: inner))).ToList();
        int at = -1;
        if (piece.Kind == TokenKind.String && before.Count > 0 && before[before.Count - 1].Piece.Kind == TokenKind.String)
        {
            at = before.Count - 1;
            while (at > 0 && before[at - 1].Piece.Kind == TokenKind.String)
                at--;
        }
        else if (!piece.Is("=>") && before.FindLastIndex(one => one.Piece.Is("=>") || one.Piece.Is("=")) is >= 0 and var arrow && arrow + 1 < before.Count)
        {
            at = arrow + 1;
        }

        return at < 0 ? new Continuation(item, null, 0) : new Continuation(item, before[at].Line, before[at].Index);
    }
}
