# The byte head's distributions of rows start to end of hidden (tokens, hidden): (end - start, slots, 260), each 260 summing to 1.
# byte_head: its weight (slots x 260, hidden) and bias (slots x 260).
def byte_probabilities(self, hidden: Tensor, start: int, end: int, byte_head: List[Tensor]) -> Tensor:
    y = torch.to(torch.linear(torch.slice(hidden, 0, start, end), byte_head[0], byte_head[1]), 6)
    y = torch.view(y, [y.size(0), y.size(1) // 260, 260])
    return torch.contiguous(torch.softmax(y, -1))
