const response = await fetch("/api/books");
const books = await response.json();
document.querySelector("#app").textContent = books.map((book) => book.title).join(", ");
